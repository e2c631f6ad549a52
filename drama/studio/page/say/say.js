// Say it so: how the selected line is spoken. Whatever is decided is heard at once.

import { classes, html, useEffect, useLayoutEffect, useRef, useState, useValue } from "../ui.js";
import { useKeys } from "../keys.js";
import * as player from "../player.js";
import * as store from "../store.js";
import { BOUNDS, decide, keep, step, USUAL_PAUSE_MS, valueOf } from "./decide.js";
import { seconds } from "./pause.js";
export { PauseBar } from "./pause.js";
import { Pronounce, Stress } from "./words.js";

const LONGEST_SLIDE_MS = 5000;

const now = () => store.selected_line.value;

/** Give the line a delivery by its number; 0 as the story tells it. */
function deliver(number) {
  const manner = number === 0 ? null : store.script.value.deliveries[number - 1];
  return manner === undefined ? false : void decide(now(), "delivery", manner);
}

const lock = () => void decide(now(), "locked", valueOf(now(), "locked") ? null : true);

export function Say({ line, close, place }) {
  const other = useRef(null);
  const sound = useRef(null);
  useEffect(() => () => void keep(), [line.at]);
  useKeys("Say it so", [
    { keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"], shown: ["1 – 9"], label: "A delivery; 0 as the story tells it", do: (event) => deliver(Number(event.key)) },
    { keys: ["-"], label: "Slower", do: () => step(now(), "rate", -1) },
    { keys: ["+", "="], shown: ["+"], label: "Faster", do: () => step(now(), "rate", 1) },
    { keys: ["<", ","], shown: ["<"], label: "Softer", do: () => step(now(), "gain_db", -1) },
    { keys: [">", "."], shown: [">"], label: "Louder", do: () => step(now(), "gain_db", 1) },
    { keys: ["["], label: "A shorter pause after it", do: () => step(now(), "pause_after", -1) },
    { keys: ["]"], label: "A longer pause after it", do: () => step(now(), "pause_after", 1) },
    { keys: ["o"], label: "Says other words", do: () => (other.current.focus(), other.current.select()) },
    { keys: ["r"], label: "Pronounces a word", do: () => sound.current?.focus() },
    { keys: ["l"], label: "Locks it", do: lock },
  ]);
  const leave = (event) => event.key === "Escape" && (event.preventDefault(), event.stopPropagation(), close());
  return html`<aside class="beside" aria-label=${`How line ${line.number} is said`} ref=${place} onKeyDown=${leave}><div class="slip say">
    <header><h2>Say it so</h2><button class="plain" aria-label="Hear it" title="Hear it (p)" onClick=${() => player.playLines([line.number])}>▶</button><button class="plain" aria-label="Close" onClick=${close}>✕</button></header>
    <h3>Stress <small>tap a word</small></h3>
    <${Stress} line=${line} />
    <h3>Delivery</h3>
    <${Delivery} line=${line} />
    <div class="steps">
      <${Stepper} line=${line} of="rate" title="Pace" less=${["Slower", "-"]} more=${["Faster", "+"]} shown=${(rate) => (rate === null ? "as told" : `${Math.round(rate * 100)} %`)} />
      <${Stepper} line=${line} of="gain_db" title="Level" less=${["Softer", "<"]} more=${["Louder", ">"]} shown=${(gain) => (gain === null ? "as told" : `${gain > 0 ? "+" : "−"}${Math.abs(gain)} dB`)} />
    </div>
    <${Pause} line=${line} />
    <${OtherWords} line=${line} field=${other} />
    <${Pronounce} key=${line.at} line=${line} field=${sound} />
    <${Foot} line=${line} />
  </div></aside>`;
}

function Delivery({ line }) {
  const manners = useValue(() => store.script.value.deliveries);
  const decided = useValue(() => valueOf(line, "delivery"));
  const chip = (manner, key, label) => html`<button key=${key} class=${classes("way", decided === manner && "on")} aria-pressed=${decided === manner} onClick=${() => decide(line, "delivery", manner)}><kbd>${key}</kbd>${label}</button>`;
  return html`<div class="ways" role="group" aria-label="Delivery">${manners.map((manner, at) => chip(manner, at < 9 ? at + 1 : "", manner))}${chip(null, 0, "as told")}</div>`;
}

/** Two buttons around a value, and one that takes it back. */
function Stepper({ line, of, title, less, more, shown }) {
  const value = useValue(() => valueOf(line, of));
  const button = ([label, key], way) => html`<button aria-label=${label} title=${`${label} (${key})`} disabled=${value === BOUNDS[of][way > 0 ? 1 : 0]} onClick=${() => step(line, of, way)}>${key === "<" ? "−" : key === ">" ? "+" : key === "-" ? "−" : key}</button>`;
  return html`<div class="stepper" role="group" aria-label=${title}><span>${title}</span>${button(less, -1)}<output>${shown(value)}</output>${button(more, 1)}
    ${value !== null && html`<button class="link" aria-label=${`${title} as told`} onClick=${() => decide(line, of, null)}>as told</button>`}</div>`;
}

function Pause({ line }) {
  const pause = useValue(() => valueOf(line, "pause_after"));
  const isLast = useValue(() => line.number === store.script.value.lines.length);
  if (isLast) return null;
  return html`<div class="stepper pause" role="group" aria-label="Pause after it"><label for="pause">Pause after</label>
    <input id="pause" type="range" min="0" max=${LONGEST_SLIDE_MS} step="50" value=${Math.min(pause ?? USUAL_PAUSE_MS, LONGEST_SLIDE_MS)} aria-valuetext=${pause === null ? "as told" : seconds(pause)}
      onInput=${(event) => decide(line, "pause_after", Number(event.target.value), 500)} onChange=${() => void keep()} />
    <output>${pause === null ? "as told" : seconds(pause)}</output>
    ${pause !== null && html`<button class="link" aria-label="Pause as told" onClick=${() => decide(line, "pause_after", null)}>as told</button>`}</div>`;
}

function OtherWords({ line, field }) {
  const said = line.how?.say ?? line.text;
  const [words, setWords] = useState(said);
  useLayoutEffect(() => setWords(said), [line.at, said]);
  const isOther = words.trim() !== "" && words.trim() !== said;
  const done = (event) => {
    event?.preventDefault();
    if (isOther) void decide(line, "say", words.trim() === line.text ? null : words.trim());
  };
  return html`<form class="otherwords" onSubmit=${done}>
    <label for="otherwords">Say other words <small>the printed ones are shown</small></label>
    <textarea id="otherwords" ref=${field} rows="2" maxlength="10000" value=${words} onInput=${(event) => setWords(event.target.value)} onKeyDown=${(event) => event.key === "Enter" && !event.shiftKey && done(event)}></textarea>
    <div><button disabled=${!isOther}>Say these</button>${line.how?.say && html`<button type="button" onClick=${() => decide(line, "say", null)}>As printed</button>`}</div>
  </form>`;
}

function Foot({ line }) {
  const isLocked = useValue(() => valueOf(line, "locked")) === true;
  const keys = Object.keys(line.how ?? {});
  const all = () => store.edit({ do: "direct", line: line.number, ...Object.fromEntries(keys.map((key) => [key, null])) });
  return html`<div class="foot"><label class="tick"><input type="checkbox" checked=${isLocked} onChange=${lock} /> Locked <kbd>l</kbd></label>
    ${keys.length > 0 && html`<button onClick=${all}>All as told</button>`}</div>`;
}
