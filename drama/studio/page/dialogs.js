// Dialogs: modal, closed by Esc, the focus back where it was.

import { html, useLayoutEffect, useRef, useValue } from "./ui.js";
import { focusView } from "./focus.js";
import { groups, written } from "./keys.js";
import { conflict, edit, load } from "./store.js";

/** A modal dialog, open as soon as it is in the page, the focus on what has `autofocus`; `close` is called when it is left in any way. */
export function Dialog({ title, close, children, wide = false }) {
  const dialog = useRef(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    dialog.current.showModal();
    return () => (before?.isConnected && before !== document.body ? before.focus() : focusView());
  }, []);
  return html`<dialog ref=${dialog} class=${wide ? "wide" : ""} aria-labelledby="dialog-title" data-keys
    onClose=${close} onClick=${(event) => event.target === dialog.current && dialog.current.close()}>
    <div class="head"><h2 id="dialog-title">${title}</h2>
      <button class="plain" aria-label="Close" onClick=${() => dialog.current.close()}>✕</button></div>
    ${children}
  </dialog>`;
}

/** The keys of all that is on the page. */
export function KeysDialog({ close }) {
  const shown = useValue(() => groups.value);
  return html`<${Dialog} title="Keys" close=${close} wide>
    <div class="keys">${shown.map(
      (group) => html`<section key=${group.title}><h3>${group.title}</h3>
        <dl>${group.keys.filter((one) => !one.hidden).map(
          (one) => html`<div key=${one.label}><dt>${(one.shown ?? one.keys.map(written)).map((key) => html`<kbd key=${key}>${key}</kbd>`)}</dt><dd>${one.label}</dd></div>`,
        )}</dl></section>`,
    )}</div>
  <//>`;
}

/** An edit that somebody else's stands against: both sides, to choose. */
export function ConflictDialog() {
  const against = useValue(() => conflict.value);
  if (against === null) return null;
  const leave = () => (conflict.value = null);
  const { what, before, yours, theirs } = against.sides;
  const anyway = async () => {
    leave();
    await load();
    await edit(against.edit, { anyway: true });
  };
  const theirs_stays = async () => {
    leave();
    await load();
  };
  return html`<${Dialog} title=${`${what} was changed meanwhile`} close=${leave}>
    <p>It was <b>${before ?? "nobody's"}</b>. Another page, a command or an editor changed it before you did.</p>
    <div class="sides">
      <button onClick=${theirs_stays}><small>Theirs, as it stands</small><b>${theirs ?? "nothing"}</b></button>
      <button onClick=${anyway}><small>Yours</small><b>${yours}</b></button>
    </div>
  <//>`;
}
