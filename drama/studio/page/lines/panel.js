// Beside the selected line: whom it can be given to, what that would change, and what else can be done with it.

import { classes, count, html, useLayoutEffect, useRef, useState, useValue } from "../ui.js";
import * as store from "../store.js";
import * as gestures from "./gestures.js";
import { colourOf, Name } from "./row.js";
import * as ripple from "./ripple.js";
import { Why } from "./why.js";

const MOST_SHOWN = 40; // lines of a ripple

/** `open` says which of "new" and "why" is open. */
export function Panel({ line, open, hasContext, place }) {
  const pending = useValue(() => ripple.pending.value);
  const colours = useValue(() => store.colours.value);
  const here = pending?.at === line.at ? pending : null;
  return html`<aside class="beside" aria-label=${`Line ${line.number}`} ref=${place}>
    <div class="slip">
      ${hasContext && html`<${Context} line=${line} colours=${colours} />`}
      ${open === "new" ? html`<${NewPerson} />` : open === "why" && !here ? html`<${Why} line=${line} close=${gestures.close} />` : html`<${Choices} line=${line} here=${here} colours=${colours} />`}
      <div class="consequences" role="status">${here && html`<${Ripple} here=${here} line=${line} colours=${colours} />`}</div>
      ${!here && open !== "why" && html`<div class="acts">
        <button onClick=${() => gestures.hear()} title="Hear this line (p)">▶ Hear</button>
        <button onClick=${gestures.hearFrom} title="Hear from here (f)">From here</button>
        <button onClick=${gestures.hearExchange} title="Hear this exchange (e)">Exchange</button>
        <button onClick=${gestures.why} title="Why it is whose it is (w)">Why?</button>
        <button onClick=${gestures.sayIt} title="How it is said (s)">Say it so</button>
      </div>`}
    </div>
  </aside>`;
}

function Choices({ line, here, colours }) {
  const present = useValue(() => gestures.present.value);
  const chosen = (name, kind) => here?.what.do === "pin" && here.what.speaker === name && (kind === undefined || here.what.kind === kind);
  return html`<div class="takers" role="group" aria-label="Whose line it is">
    ${present.map(
      (name, at) => html`<button key=${name} class=${classes("choice", colourOf(name, colours), chosen(name) && "chosen")} aria-pressed=${chosen(name)} onClick=${() => gestures.give(at)}>
        <kbd>${at + 1}</kbd><span class="name">${name.slice(0, 80)}</span>${name === line.speaker ? html`<small>${line.is_doubtful ? "likeliest" : "has it"}</small>` : name === line.runner_up && html`<small>or</small>`}</button>`,
    )}
    <button class="choice" onClick=${gestures.newPerson}><kbd>n</kbd><span>Somebody else …</span></button>
    <button class=${classes("choice narrator", chosen("narrator") && "chosen")} aria-pressed=${chosen("narrator")} onClick=${gestures.narrator}><kbd>m</kbd><span class="name">Narrator</span></button>
    <button class="choice" onClick=${gestures.thought}><kbd>t</kbd><span>${(here?.what.kind ?? line.kind) === "thought" ? "Said aloud" : "A thought"}</span></button>
    <button class=${classes("choice", here?.what.do === "leave_out" && "chosen")} onClick=${gestures.leaveOut}><kbd>x</kbd><span>Not spoken</span></button>
    ${line.is_pinned && html`<button class="choice" onClick=${gestures.unpin}><kbd>u</kbd><span>As drama reads it</span></button>`}
  </div>`;
}

function NewPerson() {
  const input = useRef(null);
  const [name, setName] = useState("");
  const people = useValue(() => store.script.value.characters);
  useLayoutEffect(() => input.current.focus(), []);
  const done = (event) => {
    event.preventDefault();
    if (name.trim()) gestures.giveTo(name.trim().replace(/\s+/g, " "));
  };
  const left = (event) => event.key === "Escape" && (event.preventDefault(), event.stopPropagation(), gestures.close());
  return html`<form class="newcomer" onSubmit=${done}>
    <label for="newcomer">Who says it?</label>
    <input id="newcomer" ref=${input} list="people" maxlength="200" autocomplete="off" value=${name} onInput=${(event) => setName(event.target.value)} onKeyDown=${left} />
    <datalist id="people">${people.filter((one) => !one.is_nobody).slice(0, 500).map((one) => html`<option key=${one.name} value=${one.name} />`)}</datalist>
    <div><button class="main" disabled=${!name.trim()}>Look</button><button type="button" onClick=${gestures.close}>Leave</button></div>
  </form>`;
}

function Ripple({ here, line, colours }) {
  const others = ripple.others();
  const keys = html`<div class="answer"><button class="main" disabled=${here.state === "wrong"} onClick=${gestures.keep}>Keep <kbd>Enter</kbd></button>
    <button onClick=${gestures.leave}>Leave <kbd>Esc</kbd></button></div>`;
  if (here.state === "wrong") return html`<p class="wrong">${here.error}</p>${keys}`;
  if (here.state === "asking") return html`<p class="quiet">${here.say}: looking what else it changes …</p>${keys}`;
  const also = here.what.do === "leave_out" && html`<p class="quiet">It is not heard at all. <button class="link" onClick=${gestures.narrator}>Or let the narrator read it <kbd>m</kbd></button></p>`;
  if (others.length === 0) return html`<p><b>${here.say}.</b> Nothing else changes hands.</p>${also}${keys}`;
  return html`<p><b>${here.say}.</b> ${count(others.length, "other line")} ${others.length === 1 ? "changes" : "change"} hands:</p>
    <ol>${others.slice(0, MOST_SHOWN).map(
      (one) => html`<li key=${one.line}><p><small>${one.line}</small> <${Name} name=${one.before} colours=${colours} /> <span aria-hidden="true">→</span><span class="hidden"> to </span> <${Name} name=${one.after} colours=${colours} /></p>
        <q>${one.text.length > 140 ? `${one.text.slice(0, 140)} …` : one.text}</q></li>`,
    )}</ol>
    ${others.length > MOST_SHOWN && html`<p class="quiet">and ${count(others.length - MOST_SHOWN, "more line")}</p>`}${also}${keys}`;
}

/** The lines around, where the list does not show them. */
function Context({ line, colours }) {
  const lines = store.script.value.lines;
  const around = [lines[line.number - 3], lines[line.number - 2], line, lines[line.number]].filter(Boolean);
  return html`<div class="around" aria-label="The lines around">${around.map(
    (one) => html`<p key=${one.at} class=${classes(one.at === line.at && "here")}>${one.speaker && html`<${Name} name=${one.speaker} colours=${colours} /> `}${one.text.length > 160 ? `${one.text.slice(0, 160)} …` : one.text}</p>`,
  )}</div>`;
}
