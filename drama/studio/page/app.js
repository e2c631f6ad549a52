// The studio's frame: which story, which view, undo, what is heard, what is wrong.

import { classes, clock, html, render, sheet, signal, useEffect, useState, useValue } from "./ui.js";
import { focusView, keepFocus } from "./focus.js";
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
const DIALOGS = { history: "History", texts: "Texts" };
const dialog = signal(null); // the component of the dialog that is open

/** Load a dialog about the story's files when it is first opened. */
async function openDialog(name) {
  try {
    const [module] = await Promise.all([import(`./texts/${name}.js`), sheet("texts/texts.css")]);
    dialog.value = module[DIALOGS[name]];
  } catch (problem) {
    store.say(problem.message, "wrong");
  }
}

/** Load a view and its sheet when it is first opened. */
async function loadView({ name, title }) {
  const [module] = await Promise.all([import(`./${name}/${name}.js`), sheet(`${name}/${name}.css`)]);
  views.value = { ...views.value, [name]: module[title] };
}

/** Return the story and the view that the address names: #STORY/VIEW. */
function place() {
  const [story, view] = location.hash.slice(1).split("/").map(decoded);
  return { story: story || null, view: VIEWS.find((one) => one.name === view) ?? VIEWS[0] };
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // an address that somebody typed
  }
}

export const address = (story, view = "lines") => `#${encodeURIComponent(story)}/${view}`;

function App() {
  const [here, setHere] = useState(place);
  const [keys, setKeys] = useState(false);
  const script = useValue(() => store.script.value);
  const problem = useValue(() => store.problem.value);
  const away = useValue(() => store.away.value);
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
  const OpenDialog = useValue(() => dialog.value);
  const opens = (name) => () => (store.script.value === null ? false : void openDialog(name));
  useKeys("The story’s files", [
    { keys: ["h", "H"], shown: ["H"], label: "Shows every edit, to go back to", do: opens("history") },
    { keys: ["E"], shown: ["Shift+E"], label: "Shows the text files, to edit", do: opens("texts") },
  ]);
  const rendered = useValue(() => (store.rendering.value?.story === here.story ? percent(store.rendering.value) : null));
  return html`
    <a class="skip" href="#view" onClick=${(event) => (event.preventDefault(), focusView())}>To the view</a>
    <header class="bar">
      <a class="home" href="#" title="All stories" aria-label="All stories"><img src="/page/icon.svg" alt="" width="28" height="28" /></a>
      <h1>${script ? script.title : here.story ?? "drama studio"}</h1>
      ${here.story && html`<nav aria-label="Views">${VIEWS.map(
        (view) => html`<a key=${view.name} href=${address(here.story, view.name)} aria-current=${view === here.view ? "page" : null}>${view.title}${view.name === "render" && rendered !== null && html` <small>${rendered} %</small>`}</a>`,
      )}</nav>`}
      <div class="tools">
        ${script && html`<button class="plain" disabled=${!script.undo} title=${script.undo ? `Take back: ${script.undo} (Ctrl+Z)` : "Nothing to take back"} aria-label="Undo" onClick=${store.undo}>↶</button>
          <button class="plain" disabled=${!script.redo} title=${script.redo ? `Make again: ${script.redo} (Ctrl+Y)` : "Nothing to make again"} aria-label="Redo" onClick=${store.redo}>↷</button>`}
        ${script && html`<button class="plain" title="History (H)" aria-label="History" onClick=${opens("history")}><${Icon} path="M3 8a6.5 6.5 0 1 1 2 5.5M3 8V4M3 8h4M9 5.5V9l2.5 1.5" /></button>
          <button class="plain" title="Texts (Shift+E)" aria-label="Texts" onClick=${opens("texts")}><${Icon} path="M4 2h7l3 3v11H4zM6.5 8h5M6.5 11h5M6.5 5h2" /></button>`}
        <button class="plain" title="Keys (?)" aria-label="Keys" onClick=${() => setKeys(true)}>?</button>
      </div>
    </header>
    ${away && html`<p class="away" role="status">${away}</p>`}
    ${problem && script && html`<p class="problem" role="alert">${problem}</p>`}
    <main id="view" tabindex="-1" aria-label=${here.story === null ? "Stories" : here.view.title}>
      ${here.story === null ? html`<${Welcome} address=${address} />` : script && View ? html`<${View} />` : problem ? html`<${Unreadable} story=${here.story} problem=${problem} />` : html`<p class="quiet" role="status">Reading the story …</p>`}
    </main>
    ${script && html`<${PlayerBar} />`}
    <${Toasts} />
    <${ConflictDialog} />
    ${OpenDialog && script && html`<${OpenDialog} key=${here.story} close=${() => (dialog.value = null)} />`}
    ${keys && html`<${KeysDialog} close=${() => setKeys(false)} />`}
  `;
}

/** Why a story cannot be read, and what can be done. */
function Unreadable({ story, problem }) {
  return html`<section class="unreadable" role="alert"><h2>${story.slice(0, 120)} cannot be read</h2><p>${problem}</p>
    <p class="choices"><button class="main" onClick=${() => store.open(story)}>Try again</button> <a href="#">All stories</a></p></section>`;
}

const Icon = ({ path }) => html`<svg class="icon" viewBox="0 0 18 18" width="18" height="18" aria-hidden="true"><path d=${path} /></svg>`;

/** Return how much of a render is done, in percent; null while none goes on. */
function percent({ state, scene, done, total }) {
  if (scene !== null || !["recording", "mixing", "writing"].includes(state)) return null;
  const part = total ? done / total : 0;
  return Math.floor(state === "recording" ? part * 90 : state === "mixing" ? 90 + part * 9 : 99);
}

/** What is heard now. */
function PlayerBar() {
  const number = useValue(() => player.playing.value);
  const paused = useValue(() => player.paused.value);
  const waiting = useValue(() => player.waiting.value);
  const seconds = useValue(() => Math.floor(player.position.value));
  const title = useValue(() => player.title.value);
  const line = useValue(() => store.script.value?.lines[(player.playing.value ?? 0) - 1] ?? null);
  if (number === null) return null;
  return html`<footer class="player" aria-label="What is heard">
    <button class="plain" aria-label="The line before" onClick=${() => player.skip(-1)}>❘◀</button>
    <button class="round" aria-label=${paused ? "Go on" : "Hold"} onClick=${player.toggle}>${paused ? "▶" : "❚❚"}</button>
    <button class="plain" aria-label="The next line" onClick=${() => player.skip(1)}>▶❘</button>
    <p><b>${line ? line.speaker ?? "Narrator" : ""}</b> ${line?.text ?? title}</p>
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
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => { // else the browser would show the file in place of the studio
  if (event.defaultPrevented || !event.dataTransfer?.files.length) return;
  event.preventDefault();
  store.say("A story is dropped on the page of all stories.", "told", { label: "Go there", do: () => (location.hash = "") });
});
const frame = document.getElementById("studio");
frame.replaceChildren();
keepFocus(frame);
render(html`<${App} />`, frame);
store.listen();
