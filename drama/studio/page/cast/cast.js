// The view "Cast": a card for everybody who speaks, the voices beside them.

import { classes, count, html, useEffect, useMemo, useRef, useState, useValue } from "../ui.js";
import { useKeys } from "../keys.js";
import { say, script } from "../store.js";
import { loadTable, NARRATOR, people, person, table, voice_of } from "./table.js";
import { choose, current, dialog, give, hand, hear, hearOther, is_open, letGo, lit, offer } from "./casting.js";
import { Card } from "./card.js";
import { Clashes } from "./clashes.js";
import { Ghost } from "./drag.js";
import { focusCard, Rail } from "./rail.js";

// What is asked over the view is loaded when it is first asked.
const people_asked = () => import("../people/people.js");
const ASKED = { compare: () => import("../people/compare.js"), rename: people_asked, merge: people_asked, split: people_asked, describe: people_asked };
const MANY = 16; // with more people than this, those with few lines are folded
const FEW_LINES = 3;

export function Cast() {
  const revision = useValue(() => script.value?.revision);
  const all = useValue(() => people.value);
  const held = useValue(() => hand.value);
  const here = useValue(() => current.value);
  const open = useValue(() => dialog.value);
  const is_loaded = useValue(() => table.value !== null);
  const [sought, setSought] = useState("");
  const [is_unfolded, setUnfolded] = useState(false);
  const list = useRef(null);
  const field = useRef(null);
  useEffect(() => void loadTable(), [revision]);
  useEffect(() => () => (letGo(), (table.value = current.value = lit.value = null)), []);
  const { major, minor, found } = useMemo(() => parted(all, sought), [all, sought]);
  const shown = found ?? (is_unfolded ? [...major, ...minor] : major);
  useEffect(() => {
    if (!shown.some((one) => one.key === here)) current.value = shown[0]?.key ?? null;
  }, [shown, here]);
  // Keys read who is current when they are pressed: the component may not have been drawn again since the focus moved.
  const one = () => current.value;
  const is_person = (who) => who !== null && who !== NARRATOR && person.value.has(who);
  const about = (kind, key, label, usable = () => true) => ({ keys: [key], label, do: () => (is_person(one()) && usable(person.value.get(one())) ? ((dialog.value = { kind, who: one() }), true) : false) });
  useKeys("Cast", [
    { keys: ["ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown"], shown: ["←", "↑", "↓", "→"], label: "From card to card", do: (event) => walk(event, shown, one(), list.current) },
    { keys: ["v"], label: "Chooses a voice: ↑ ↓, Space hears, Enter gives", do: () => one() !== null && choose(one()) },
    { keys: ["Enter"], label: "Gives the voice in the hand; else chooses one", do: () => one() !== null && (hand.value === null ? choose(one()) : void give(one(), hand.value)) },
    { keys: ["h"], label: "Hears the sample line", do: () => one() !== null && hear(one()) },
    { keys: ["a"], label: "Old and new voice, by turns", do: () => (offer.value && !offer.value.is_same ? void hearOther(offer.value.who, offer.value.voice) : false) },
    { keys: ["c"], label: "Compares voices in the exchange", do: () => one() !== null && (dialog.value = { kind: "compare", who: one(), voice: hand.value }) },
    about("rename", "r", "Renames"),
    about("merge", "m", "Merges with somebody"),
    about("split", "s", "Splits a name off", (who) => who.aliases.length > 0),
    about("describe", "g", "Gender and age", (who) => !who.is_nobody),
    { keys: ["/"], label: "Finds somebody", do: () => field.current.focus() },
    { keys: ["Escape"], label: "Puts the voice down", do: () => (hand.value === null && !is_open.value && offer.value === null ? false : (letGo(), focusCard(one()), true)) },
  ].map((key) => ({ ...key, do: (event) => !document.querySelector("dialog[open]") && key.do(event) })), [shown]);
  return html`<div class=${classes("cast", held && "holding")}>
    <section class="cards" ref=${list} aria-label="Who speaks">
      <${Clashes} />
      <div class="tools">
        <input ref=${field} type="search" placeholder="Find somebody" aria-label="Find somebody" value=${sought} onInput=${(event) => setSought(event.target.value)}
          onKeyDown=${(event) => (event.key === "Enter" || event.key === "ArrowDown") && shown.length && (event.preventDefault(), focusCard(shown[0].key))} />
        <p class="quiet" role="status">${found ? `${found.length} of ${all.length}` : `${all.length} who speak`}</p>
        <button class="open" onClick=${() => (is_open.value = true)}>Voices</button>
      </div>
      ${found?.length === 0 && html`<p class="empty">Nobody is called “${sought.slice(0, 60)}”. <button class="link" onClick=${() => setSought("")}>Show all</button></p>`}
      ${all.length === 0 && html`<p class="empty">Nobody speaks in this story yet: give a line to somebody in the view “Lines”.</p>`}
      <ul class=${classes("people", !is_loaded && "loading")}>${shown.map((one) => html`<${Card} key=${one.key} one=${one} />`)}</ul>
      ${found === null && minor.length > 0 && html`<button class="fold" aria-expanded=${is_unfolded} onClick=${() => setUnfolded(!is_unfolded)}>${is_unfolded ? "Fold the minor parts" : `${minor.length} minor parts, ${count(minor.reduce((sum, one) => sum + one.lines, 0), "line")}`}</button>`}
      ${held !== null && html`<p class="in-hand" role="status"><b>${held}</b> is in your hand: whose voice is it? <button class="plain" aria-label="Put it down" onClick=${letGo}>✕</button></p>`}
    </section>
    <${Rail} />
    <${Ghost} />
    ${open && html`<${Asked} key=${JSON.stringify(open)} open=${open} />`}
  </div>`;
}

function Asked({ open }) {
  const [found, setFound] = useState(null);
  useEffect(() => void ASKED[open.kind]().then((module) => setFound(() => module[open.kind]), (problem) => say(problem.message, "wrong")), []);
  return found && html`<${found} ...${open} />`;
}

/** Return who is shown: those with much to say, the minor parts, and whom a search finds. */
function parted(all, sought) {
  const words = sought.trim().toLowerCase();
  if (words) return { major: [], minor: [], found: all.filter((one) => [one.name, ...one.aliases, voice_of.value.get(one.key)?.name ?? ""].join("\n").toLowerCase().includes(words)) };
  if (all.length <= MANY) return { major: all, minor: [], found: null };
  const is_minor = (one) => one.lines <= FEW_LINES && !one.is_narrator;
  return { major: all.filter((one) => !is_minor(one)), minor: all.filter(is_minor), found: null };
}

/** Move from card to card as they lie on the page. */
function walk(event, shown, here, list) {
  if (!shown.length || event.target.closest(".rail, [role=menu]")) return false;
  const at = Math.max(0, shown.findIndex((one) => one.key === here));
  const cards = [...list.querySelectorAll(".people > li")];
  const columns = Math.max(1, cards.findIndex((card) => card.offsetTop > cards[0].offsetTop));
  const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
  const to = shown[Math.max(0, Math.min(shown.length - 1, at + by))].key;
  current.value = to;
  focusCard(to);
  return true;
}
