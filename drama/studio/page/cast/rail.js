// The voices there are: searched, heard, picked up, or chosen for somebody.

import { classes, html, useEffect, useMemo, useRef, useState, useValue } from "../ui.js";
import { ofStory } from "../api.js";
import { story } from "../store.js";
import * as player from "../player.js";
import { called, listed, NARRATOR, person, speakers, suggestions, table, voice_of, voices, wouldClash } from "./table.js";
import { chooser, current, dialog, give, hand, hear, hearOther, is_open, letGo, lit, offer, pickUp, propose } from "./casting.js";
import { dragVoice } from "./drag.js";
import { Offer } from "./offer.js";

const GROUPS = { female: "Women", male: "Men", neutral: "Neither", unknown: "Not known" };

const idOf = (name) => voices.value.get(name)?.id ?? null;

/** Play a voice: with the words of whoever it is for, else with a few of ours. */
export function hearVoice(voice) {
  const who = chooser.value ?? current.value;
  if (who !== null && person.value.has(who)) return hear(who, voice);
  player.play([{ url: ofStory(story.value, "voices", voice, "sound.wav"), line: null }]);
}

/** Return groups of voices: those that suit somebody first, free ones before those that are taken. */
function grouped(rows, who, sought) {
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  const found = rows.filter((voice) => {
    const about = [voice.name, voice.gender, voice.age, voice.engine, GROUPS[voice.gender], ...speakers(voice).map(called), voice.speaks.length ? "taken" : "free"].join(" ").toLowerCase();
    return words.every((word) => (word === "male" || word === "men" ? voice.gender === "male" : about.includes(word)));
  });
  const gender = person.value.get(who)?.gender;
  const order = Object.keys(GROUPS).sort((one, other) => (other === gender) - (one === gender));
  const best = who === null ? [] : suggestions(who).slice(0, 3).filter((voice) => found.includes(voice));
  const usual = voice_of.value.get(who ?? NARRATOR)?.engine;
  const rank = (voice) => (voice.engine === usual ? 0 : 2) + (voice.speaks.length ? 1 : 0);
  const groups = order.map((key) => ({ key, title: GROUPS[key], voices: found.filter((voice) => voice.gender === key && !best.includes(voice)).sort((one, other) => rank(one) - rank(other)) }));
  return [{ key: "best", title: "Free, and farthest from the others", voices: best }, ...groups].filter((group) => group.voices.length);
}

export function Rail() {
  const who = useValue(() => chooser.value);
  const shown = useValue(() => lit.value);
  const held = useValue(() => hand.value);
  const opened = useValue(() => is_open.value);
  const offered = useValue(() => offer.value);
  const rows = useValue(() => table.value);
  const [sought, setSought] = useState("");
  const list = useRef(null);
  const field = useRef(null);
  const groups = useMemo(() => (rows ? grouped(rows.voices, who, sought) : []), [rows, who, sought]);
  const order = groups.flatMap((group) => group.voices);
  const light = (voice) => {
    lit.value = voice;
    if (who !== null) propose(who, voice);
  };
  useEffect(() => {
    if (who !== null) setSought("");
    if (who !== null || opened) list.current?.focus({ preventScroll: true });
  }, [who, opened]);
  useEffect(() => {
    if (sought && order.length && !order.some((voice) => voice.name === lit.value)) light(order[0].name);
  }, [sought]);
  useEffect(() => document.getElementById(idOf(shown))?.scrollIntoView({ block: "nearest" }), [shown, who, opened]);
  const leave = () => {
    const back = who ?? current.value;
    letGo();
    requestAnimationFrame(() => focusCard(back));
  };
  const take = (voice) => (who === null ? (pickUp(voice), focusCard(current.value)) : (give(who, voice), focusCard(who)));
  const onKeyDown = (event) => {
    const at = order.findIndex((voice) => voice.name === shown);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: order.length - 1, PageDown: at + 8, PageUp: at - 8 }[event.key];
    if (to !== undefined && order.length) light(order[Math.max(0, Math.min(order.length - 1, to))].name);
    else if (event.target === field.current && event.key !== "Enter" && event.key !== "Escape") return;
    else if (event.key === "Escape") sought && event.target === field.current ? setSought("") : leave();
    else if (event.ctrlKey || event.metaKey || event.altKey) return;
    else if (event.key === "Enter" && (shown ?? order[0])) take(at < 0 ? order[0].name : shown);
    else if (event.key === " " && shown) hearVoice(shown);
    else if (event.key === "a" && who !== null && shown) hearOther(who, shown);
    else if (event.key === "c" && who !== null) dialog.value = { kind: "compare", who, voice: shown };
    else if (event.key === "/") field.current.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return html`<aside class=${classes("rail", opened && "open", who !== null && "choosing")} aria-label="Voices" onKeyDown=${(event) => event.key === "Escape" && !event.defaultPrevented && (who !== null || opened) && (event.preventDefault(), leave())}>
    <header><h2>${who === null ? "Voices" : html`A voice for <b class=${person.value.get(who)?.tint}>${called(who)}</b>`}</h2>
      <button class="plain shut" aria-label="Close" onClick=${leave}>✕</button></header>
    <input ref=${field} type="search" placeholder="Find a voice: old, free, a name …" aria-label="Find a voice" role="combobox" aria-expanded="true" aria-autocomplete="list" aria-controls="voices" aria-activedescendant=${idOf(shown)} value=${sought}
      onInput=${(event) => setSought(event.target.value)} onKeyDown=${onKeyDown} />
    <div id="voices" ref=${list} role="listbox" tabindex="0" aria-label=${who === null ? "Voices" : `Voices for ${called(who)}`} aria-activedescendant=${idOf(shown)} onKeyDown=${onKeyDown}
        onFocus=${() => lit.value === null && order.length && light(order[0].name)}>
      ${groups.map((group) => html`<div key=${group.key} role="group" aria-label=${group.title}><p class="title" aria-hidden="true">${group.title}</p>
        ${group.voices.map((voice) => html`<${Voice} key=${voice.name} voice=${voice} who=${who} is_lit=${voice.name === shown} is_held=${voice.name === held} light=${light} take=${take} />`)}</div>`)}
      ${rows === null && html`<p class="quiet">Looking for the voices …</p>`}
      ${rows && !order.length && html`<p class="quiet">No voice is called or described so. <button class="link" onClick=${() => setSought("")}>Show all</button></p>`}
    </div>
    ${who !== null && offered?.who === who && html`<footer><${Offer} offer=${offered} />
      <div class="row"><button class="main" disabled=${offered.is_same || offered.problem} onClick=${() => take(offered.voice)}>Give <kbd>↵</kbd></button>
      <button title="Hear the line in this voice (Space)" onClick=${() => hearVoice(offered.voice)}>Hear</button>
      <button disabled=${offered.is_same} title="The old and the new voice by turns (a)" onClick=${() => hearOther(who, offered.voice)}>Old / new</button>
      <button title="Several voices in the exchange (c)" onClick=${() => (dialog.value = { kind: "compare", who, voice: offered.voice })}>Compare …</button></div></footer>`}
  </aside>`;
}

function Voice({ voice, who, is_lit, is_held, light, take }) {
  const own = speakers(voice);
  const alike = who === null || voice_of.value.get(who) === voice ? [] : wouldClash(who, voice.name);
  const press = (event) => {
    if (event.target.closest(".hear")) return hearVoice(voice.name);
    light(voice.name);
    if (who === null) pickUp(voice.name);
  };
  return html`<div id=${voice.id} role="option" class=${classes("voice", own.length && "taken", is_held && "held")} aria-selected=${is_lit}
      onPointerDown=${(event) => dragVoice(event, voice.name)} onClick=${press} onDblClick=${() => who !== null && take(voice.name)}>
    <span class="hear" aria-hidden="true" title="Hear it">▶</span>
    <span class="what"><b>${voice.name}</b> <small>${[voice.age, voice.engine].join(" · ")}</small>
      ${own.length > 0 && html`<small class="owner">${listed(own, 2)}</small>`}
      ${alike.length > 0 && html`<small class="alike">sounds like ${listed(alike.map((one) => one.who), 2)}</small>`}</span>
  </div>`;
}

export const focusCard = (who) => document.querySelector(`.cast li[data-who="${CSS.escape(who ?? "")}"] [data-card]`)?.focus({ preventScroll: false });
