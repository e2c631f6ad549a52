// The journal: every edit of the story's files, by whomever; a click goes back to how it was then, or on again.

import { Dialog } from "../dialogs.js";
import { get, ofStory } from "../api.js";
import { classes, count, html, useEffect, useLayoutEffect, useRef, useState, useValue } from "../ui.js";
import * as store from "../store.js";

const MAKERS = { studio: "here", "command line": "command line", Python: "a program", "by hand": "by hand" };

export function History({ close }) {
  const [journal, setJournal] = useState(null);
  const [at, setAt] = useState(null); // of the row that is chosen
  const [going, setGoing] = useState(false);
  const list = useRef(null);
  const steps = useRef(Promise.resolve());
  const heads = useValue(() => `${store.script.value?.revision} ${store.script.value?.undo} ${store.script.value?.redo}`);
  const load = async () => {
    try {
      setJournal(await get(ofStory(store.story.value, "edits")));
    } catch (refused) {
      store.say(refused.message, "wrong");
    }
  };
  useEffect(() => void load(), [heads]);
  const edits = journal?.edits ?? [];
  const made = edits.filter((one) => !one.is_undone);
  const undone = edits.filter((one) => one.is_undone);
  const rows = [...undone.slice().reverse(), ...made.slice().reverse(), null]; // the newest first; null is the beginning
  const here = undone.length; // the row of the edit that was made last
  const chosen = Math.min(at ?? here, rows.length - 1);
  useLayoutEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [chosen, journal]);
  useLayoutEffect(() => list.current?.focus(), [journal !== null]);
  /** Go to how the files were once the edit of a row was made, after what is being gone to already. */
  const go = (row) => (steps.current = steps.current.then(() => goTo(rows[row]?.id ?? null).catch((refused) => store.say(refused.message, "wrong"))));
  const goTo = async (id) => {
    setGoing(true);
    const { edits } = await get(ofStory(store.story.value, "edits"));
    const at = edits.findIndex((one) => one.id === id);
    const next = edits[at + 1];
    if (edits[at]?.is_undone) await store.redoTo(id);
    else if (next && !next.is_undone) await store.undoTo(next.id);
    await load();
    setGoing(false);
  };
  const key = (event) => {
    const to = { ArrowDown: chosen + 1, ArrowUp: chosen - 1, Home: 0, End: rows.length - 1, PageDown: chosen + 10, PageUp: chosen - 10 }[event.key];
    if (to !== undefined) setAt(Math.max(0, Math.min(rows.length - 1, to)));
    else if (event.key === "Enter" || event.key === " ") void go(chosen);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return html`<${Dialog} title="History" close=${close} wide>
    <p class="quiet">Each edit of the story’s files, in the studio, by command or in an editor. Choose one to have everything as it was then; those above it wait to be made again.</p>
    ${journal === null ? html`<p class="quiet" role="status">Looking …</p>`
      : edits.length === 0 ? html`<p class="nothing">Nothing was edited yet. What you decide is listed here, and can be taken back without end.</p>`
      : html`<ol class="journal" ref=${list} role="listbox" tabindex="0" aria-label="Edits, the newest first" aria-activedescendant=${`edit-${chosen}`} aria-busy=${going} onKeyDown=${key}>
        ${rows.map((one, row) => html`<li key=${one?.id ?? "first"} id=${`edit-${row}`} role="option" aria-selected=${row === chosen} class=${classes(row < here && "undone", row === here && "here")}
          onClick=${() => (setAt(row), void go(row))}>
          <span class="label">${one ? one.label : journal.are_all ? "As it was before the first edit" : "Older edits are not listed: drama undo goes further"}</span>
          ${row === here && html`<b class="now">as it is now</b>`}${row < here && html`<span class="hidden">, taken back</span>`}
          ${one && html`<small>${[MAKERS[one.by] ?? one.by, moment(one.at), one.files.join(", ")].join(" · ")}</small>`}</li>`)}
      </ol>
      <p class="quiet actions">${count(made.length, "edit")}${undone.length ? `, ${undone.length} taken back` : ""} · <kbd>↑</kbd> <kbd>↓</kbd> <kbd>Enter</kbd></p>`}
  <//>`;
}

function moment(iso) {
  const then = new Date(iso);
  const time = then.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  return then.toDateString() === new Date().toDateString() ? time : `${then.toLocaleDateString([], { day: "numeric", month: "short" })} ${time}`;
}
