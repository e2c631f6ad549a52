// What a render would record and why, by reason and by who speaks.

import { clock, count, html, useState, useValue } from "../ui.js";
import { colours, script, selected, story } from "../store.js";
import * as state from "./state.js";

const SHOWN = 30; // lines of one speaker
const MOST = 12; // speakers, before the rest is folded

export function Planned() {
  const plan = useValue(() => state.plan.value);
  const last = useValue(() => state.last.value);
  const colour = useValue(() => colours.value);
  if (plan.groups.length === 0 && plan.changes.length === 0) return null;
  return html`<section class="planned" aria-label="What will be recorded">
    <h3>${last ? "What changed since the last render" : "What will be recorded, and why"}</h3>
    ${plan.groups.map((group) => html`<div key=${group.reason} class="why"><p class="reason"><b>${sentence(group.reason)}</b> <span class="quiet">${count(group.lines, "line")}</span></p>
      <${Speakers} speakers=${group.speakers} colour=${colour} /></div>`)}
    ${plan.changes.length > 0 && html`<${Changes} changes=${plan.changes} />`}
  </section>`;
}

const sentence = (words) => words.charAt(0).toUpperCase() + words.slice(1);

function Speakers({ speakers, colour }) {
  const [all, setAll] = useState(speakers.length <= MOST);
  const shown = all ? speakers : speakers.slice(0, MOST - 2);
  const rest = speakers.slice(shown.length);
  return html`<ul>${shown.map((one) => html`<${Speaker} key=${one.name ?? ""} one=${one} colour=${one.name === null ? "narrator" : `c${colour.get(one.name) ?? 0}`} />`)}</ul>
    ${rest.length > 0 && html`<button onClick=${() => setAll(true)}>${rest.length} more people, ${count(rest.reduce((sum, one) => sum + one.lines.length, 0), "line")}</button>`}`;
}

function Speaker({ one, colour }) {
  const [open, setOpen] = useState(false);
  const words = one.lines.reduce((sum, number) => sum + (script.value.lines[number - 1]?.text.split(/\s+/).length ?? 0), 0);
  return html`<li class=${colour}><details onToggle=${(event) => setOpen(event.target.open)}>
    <summary><span class="name">${one.name ?? "Narrator"}</span> <span class="quiet">${count(one.lines.length, "line")}, ${clock((words / 160) * 60)}</span></summary>
    ${open && html`<ol>${one.lines.slice(0, SHOWN).map((number) => html`<${LineLink} key=${number} number=${number} />`)}</ol>
      ${one.lines.length > SHOWN && html`<p class="quiet">and ${count(one.lines.length - SHOWN, "more line")}</p>`}`}
  </details></li>`;
}

/** A line by its number and words, which leads to it in the view "Lines". */
export function LineLink({ number }) {
  const line = useValue(() => script.value.lines[number - 1]);
  if (!line) return null;
  return html`<li><a href=${`#${encodeURIComponent(story.value)}/lines`} onClick=${() => (selected.value = line.at)}><small>${number}</small> ${line.text.slice(0, 120)}${line.text.length > 120 ? " …" : ""}</a></li>`;
}

function Changes({ changes }) {
  const moved = changes.filter((one) => one.before !== one.now);
  if (moved.length === 0) return null;
  return html`<details class="moved"><summary>${count(moved.length, "line")} changed hands</summary>
    <ol>${moved.slice(0, SHOWN).map((one) => html`<li key=${one.line}><small>${one.line}</small> ${one.before ?? "Narrator"} <span aria-hidden="true">→</span><span class="hidden"> to </span> ${one.now ?? "Narrator"}</li>`)}</ol>
    ${moved.length > SHOWN && html`<p class="quiet">and ${count(moved.length - SHOWN, "more line")}</p>`}</details>`;
}
