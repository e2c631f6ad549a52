// Above the list: what is looked for, what is shown, how many lines are doubtful still.

import { classes, count, html, useState, useValue } from "../ui.js";
import * as store from "../store.js";
import { doubt, search, toList } from "./gestures.js";
import * as shown from "./shown.js";
import { show } from "./unspoken.js";

const most = new Map(); // doubtful lines that a story had at most since the page was opened

function useDoubt() {
  const left = useValue(() => store.doubtful.value.length);
  const story = useValue(() => store.story.value);
  most.set(story, Math.max(most.get(story) ?? 0, left));
  return { left, of: most.get(story) };
}

export function Toolbar() {
  const script = useValue(() => store.script.value);
  const found = useValue(() => shown.lines.value.length);
  const [only, order, who, scene] = [useValue(() => shown.only.value), useValue(() => shown.order.value), useValue(() => shown.who.value), useValue(() => shown.scene.value)];
  const query = useValue(() => shown.query.value);
  const unspoken = useValue(() => shown.unspoken.value);
  const { left, of } = useDoubt();
  const [isOpen, setOpen] = useState(false); // the filters, where there is little room
  const filters = [only !== "all", who !== "", scene !== 0, order !== "story", unspoken !== null].filter(Boolean).length;
  const chosen = (signal) => (event) => (signal.value = typeof signal.value === "number" ? Number(event.target.value) : event.target.value);
  const typed = (event) => {
    if (event.key === "Enter" || event.key === "ArrowDown") toList();
    else if (event.key === "Escape") {
      shown.query.value = "";
      toList();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return html`<div class="finding" role="search" aria-label="Lines">
    <input ref=${search} type="search" class="find" placeholder="Find words or names  ( / )" aria-label="Find words or names" value=${query}
      onInput=${(event) => (shown.query.value = event.target.value)} onKeyDown=${typed} />
    <button class="filters" aria-expanded=${isOpen} aria-controls="filters" onClick=${() => setOpen(!isOpen)}>Filter${filters > 0 && ` (${filters})`}</button>
    <div id="filters" class=${classes("choosing", isOpen && "open")}>
    <select aria-label="Which lines" value=${only} onChange=${chosen(shown.only)}>
      ${Object.entries(shown.KINDS).map(([key, kind]) => html`<option key=${key} value=${key}>${kind.label}</option>`)}</select>
    <select aria-label="Whose lines" value=${who} onChange=${chosen(shown.who)}>
      <option value="">Everybody</option><option value=${shown.NARRATOR}>Narrator (${script.narrator.lines})</option>
      ${script.characters.map((one) => html`<option key=${one.name} value=${one.name}>${one.name.slice(0, 60)} (${one.lines})</option>`)}</select>
    ${script.scenes.length > 1 && html`<select aria-label="Which scene" value=${scene} onChange=${chosen(shown.scene)}>
      <option value="0">Every scene</option>
      ${script.scenes.map((one) => html`<option key=${one.number} value=${one.number}>${one.number}${one.title ? `: ${one.title.slice(0, 50)}` : ""}</option>`)}</select>`}
    <select aria-label="Order" value=${order} onChange=${chosen(shown.order)}><option value="story">Story order</option><option value="doubt">Doubt first</option></select>
    <label class="tick"><input type="checkbox" checked=${unspoken !== null} onChange=${(event) => show(event.target.checked)} /> Not spoken</label>
    </div>
    <span class="count" role="status">${found === script.lines.length ? count(found, "line") : `${found.toLocaleString()} of ${count(script.lines.length, "line")}`}</span>
    ${left > 0
      ? html`<button class="doubt" onClick=${() => doubt(1)} title="Next doubtful line (d)"><span>${count(left, "doubtful line")} left</span>
          <progress max=${of} value=${of - left} aria-hidden="true"></progress></button>`
      : html`<p class="doubt none"><span aria-hidden="true">✓</span> No line is in doubt</p>`}
  </div>`;
}
