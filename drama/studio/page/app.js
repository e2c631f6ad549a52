// The studio's frame: which story, which view, undo, what is heard, what is wrong.

import { classes, clock, html, render, signal, useEffect, useState, useValue } from "./ui.js";
import { onKeyDown, useKeys } from "./keys.js";
import { ConflictDialog, KeysDialog } from "./dialogs.js";
import * as player from "./player.js";
import * as store from "./store.js";
import { Welcome } from "./welcome.js";

const VIEWS = [
  { name: "lines", title: "Lines" },
  { name: "cast", title: "Cast" },
  { name: "timeline", title: "Timeline" },
  { name: "render", title: "Render" },
];
const views = signal({}); // those that were loaded, by name

/** Load a view and its sheet when it is first opened. */
async function loadView({ name, title }) {
  const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: `/page/${name}/${name}.css` });
  const styled = new Promise((done) => (sheet.onload = sheet.onerror = done));
  document.head.append(sheet);
  const [module] = await Promise.all([import(`./${name}/${name}.js`), styled]);
  views.value = { ...views.value, [name]: module[title] };
}

/** Return the story and the view that the address names: #STORY/VIEW. */
function place() {
  const [story, view] = location.hash.slice(1).split("/").map(decodeURIComponent);
  return { story: story || null, view: VIEWS.find((one) => one.name === view) ?? VIEWS[0] };
}

export const address = (story, view = "lines") => `#${encodeURIComponent(story)}/${view}`;

function App() {
  const [here, setHere] = useState(place);
  const [keys, setKeys] = useState(false);
  const script = useValue(() => store.script.value);
  const problem = useValue(() => store.problem.value);
  const stories = useValue(() => store.stories.value);
  const View = useValue(() => views.value)[here.view.name];
  useEffect(() => {
    const follow = () => setHere(place());
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  useEffect(() => {
    if (here.story !== null && !View) loadView(here.view).catch((problem) => store.say(problem.message, "wrong"));
  }, [here.view, here.story === null]);
  useEffect(() => {
    player.stop();
    store.open(here.story);
  }, [here.story]);
  useEffect(() => {
    if (here.story === null && stories.length === 1 && !location.hash) location.replace(address(stories[0].id));
  }, [stories]);
  useEffect(() => {
    document.title = script ? `${script.title} – drama studio` : "drama studio";
  }, [script?.title]);
  const go = (view) => (location.hash = address(here.story, view.name));
  useKeys(
    "Everywhere",
    [
      { keys: ["?"], label: "Shows the keys", do: () => setKeys((shown) => !shown) },
      { keys: ["Ctrl+z"], label: "Takes the last edit back", do: () => (script?.undo ? void store.undo() : false) },
      { keys: ["Ctrl+y", "Ctrl+Shift+z"], shown: ["Ctrl+Y"], label: "Makes it again", do: () => (script?.redo ? void store.redo() : false) },
      { keys: [" "], label: "Holds what is heard, goes on", do: () => player.toggle() },
      { keys: ["Escape"], label: "Stops what is heard", do: () => (player.playing.value === null ? false : player.stop()) },
      ...VIEWS.map((view) => ({ keys: [view.title[0]], shown: [`Shift+${view.title[0]}`], label: view.title, do: () => (here.story ? go(view) : false) })),
    ],
    [script?.undo, script?.redo, here.story],
  );
  return html`
    <a class="skip" href="#view" onClick=${(event) => (event.preventDefault(), document.getElementById("view").focus())}>To the view</a>
    <header class="bar">
      <a class="home" href="#" title="All stories" aria-label="All stories"><img src="/page/icon.svg" alt="" width="28" height="28" /></a>
      <h1>${script ? script.title : here.story ?? "drama studio"}</h1>
      ${here.story && html`<nav aria-label="Views">${VIEWS.map(
        (view) => html`<a key=${view.name} href=${address(here.story, view.name)} aria-current=${view === here.view ? "page" : null}>${view.title}</a>`,
      )}</nav>`}
      <div class="tools">
        ${script && html`<button class="plain" disabled=${!script.undo} title=${script.undo ? `Take back: ${script.undo} (Ctrl+Z)` : "Nothing to take back"} aria-label="Undo" onClick=${store.undo}>↶</button>
          <button class="plain" disabled=${!script.redo} title=${script.redo ? `Make again: ${script.redo} (Ctrl+Y)` : "Nothing to make again"} aria-label="Redo" onClick=${store.redo}>↷</button>`}
        <button class="plain" title="Keys (?)" aria-label="Keys" onClick=${() => setKeys(true)}>?</button>
      </div>
    </header>
    ${problem && html`<p class="problem" role="alert">${problem}</p>`}
    <main id="view" tabindex="-1">
      ${here.story === null ? html`<${Welcome} address=${address} />` : script && View ? html`<${View} />` : !problem && html`<p class="quiet" role="status">Reading the story …</p>`}
    </main>
    ${script && html`<${PlayerBar} />`}
    <${Toasts} />
    <${ConflictDialog} />
    ${keys && html`<${KeysDialog} close=${() => setKeys(false)} />`}
  `;
}

/** What is heard now. */
function PlayerBar() {
  const number = useValue(() => player.playing.value);
  const paused = useValue(() => player.paused.value);
  const waiting = useValue(() => player.waiting.value);
  const seconds = useValue(() => Math.floor(player.position.value));
  const line = useValue(() => store.script.value?.lines[(player.playing.value ?? 0) - 1] ?? null);
  if (number === null) return null;
  return html`<footer class="player" aria-label="What is heard">
    <button class="plain" aria-label="The line before" onClick=${() => player.skip(-1)}>⏮</button>
    <button class="round" aria-label=${paused ? "Go on" : "Hold"} onClick=${player.toggle}>${paused ? "▶" : "❚❚"}</button>
    <button class="plain" aria-label="The next line" onClick=${() => player.skip(1)}>⏭</button>
    <p><b>${line ? line.speaker ?? "Narrator" : ""}</b> ${line?.text ?? ""}</p>
    <span class=${classes("time", waiting && "waiting")}>${waiting ? "recording …" : clock(seconds)}</span>
    <button class="plain" aria-label="Stop" onClick=${player.stop}>■</button>
  </footer>`;
}

function Toasts() {
  const shown = useValue(() => store.toasts.value);
  return html`<div class="toasts" role="status" aria-live="polite">${shown.map(
    (toast) => html`<p key=${toast.id} class=${toast.kind}>${toast.text}
      ${toast.action && html`<button class="plain" onClick=${() => (store.unsay(toast.id), toast.action.do())}>${toast.action.label}</button>`}
      <button class="plain" aria-label="Close" onClick=${() => store.unsay(toast.id)}>✕</button></p>`,
  )}</div>`;
}

history.replaceState(null, "", location.pathname + location.hash); // the token is a cookie now
addEventListener("keydown", onKeyDown);
const frame = document.getElementById("studio");
frame.replaceChildren();
render(html`<${App} />`, frame);
store.listen();
