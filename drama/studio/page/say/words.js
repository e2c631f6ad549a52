// The words of a line, to stress by a tap, and to pronounce otherwise, here or everywhere.

import { classes, count, html, useEffect, useState, useValue } from "../ui.js";
import * as player from "../player.js";
import { attempt, edit, lines_at } from "../store.js";
import { decide, valueOf } from "./decide.js";

const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu;
const MOST = 120; // words of a line that are offered
const QUIET_MS = 250;

/** Return the words of a text, each with the name that tells it from the same word elsewhere in it: "no#2". */
export function wordsOf(text) {
  const found = [...text.matchAll(WORD)].map(([word]) => word);
  const key = (word) => word.toLowerCase().replaceAll("’", "'");
  const times = Map.groupBy ? Map.groupBy(found, key) : found.reduce((all, word) => all.set(key(word), [...(all.get(key(word)) ?? []), word]), new Map());
  const seen = new Map();
  return found.map((word) => {
    const place = (seen.get(key(word)) ?? 0) + 1;
    seen.set(key(word), place);
    return { word, name: times.get(key(word)).length > 1 ? `${word}#${place}` : word };
  });
}

const alike = (one, other) => one.toLowerCase() === other.toLowerCase();

export function Stress({ line }) {
  const stressed = useValue(() => valueOf(line, "stress")) ?? [];
  const toggle = (name) => {
    const rest = stressed.filter((one) => !alike(one, name));
    const now = rest.length < stressed.length ? rest : [...stressed, name];
    void decide(line, "stress", now.length ? now : null);
  };
  return html`<div class="stress" role="group" aria-label="Words to stress">${wordsOf(line.how?.say ?? line.text).slice(0, MOST).map(({ word, name }, at) => {
    const isOn = stressed.some((one) => alike(one, name));
    return html`<button key=${at} class=${classes("word", isOn && "on")} aria-pressed=${isOn} onClick=${() => toggle(name)}>${word}</button>`;
  })}</div>`;
}

export function Pronounce({ line, field }) {
  const words = [...new Set(wordsOf(line.how?.say ?? line.text).map(({ word }) => word))].slice(0, MOST);
  const [chosen, setChosen] = useState(null);
  const [sound, setSound] = useState("");
  const word = words.includes(chosen) ? chosen : words.toSorted((one, other) => other.length - one.length)[0];
  const lines = useCounted(word);
  const here = useValue(() => valueOf(line, "pronounce")) ?? {};
  if (!word) return null;
  const said = sound.trim();
  const decided = (way) => async (event) => {
    event.preventDefault();
    if (!said) return;
    if (way === "here") await decide(line, "pronounce", { [word]: said });
    else if (await edit({ do: "pronounce", word, sound: said })) player.playLines([lines_at.value.get(line.at).number]);
    setSound("");
  };
  return html`<form class="pronounce" onSubmit=${decided("here")}>
    <label>Pronounce <select aria-label="Word" value=${word} onChange=${(event) => setChosen(event.target.value)}>${words.map((one) => html`<option key=${one}>${one}</option>`)}</select></label>
    <label>as <input ref=${field} aria-label="Sounds like" placeholder="sounds like" maxlength="100" autocomplete="off" value=${sound} onInput=${(event) => setSound(event.target.value)} /></label>
    <div><button disabled=${!said}>Here</button><button type="button" disabled=${!said || lines === null} onClick=${decided("everywhere")}>Everywhere${lines !== null && ` (${count(lines, "line")})`}</button></div>
    ${Object.entries(here).map(([one, other]) => html`<p key=${one}><b>${one}</b> as “${other}” <button type="button" class="link" onClick=${() => without(line, here, one)}>take back</button></p>`)}
  </form>`;
}

/** Take the sound of one word back: an empty one takes it out, and the last one takes the key. */
const without = (line, here, word) => void decide(line, "pronounce", Object.keys(here).length > 1 ? { [word]: "" } : null);

/** Return in how many lines a word is said; null until that is known. */
function useCounted(word) {
  const [lines, setLines] = useState(null);
  useEffect(() => {
    const asking = new AbortController();
    setLines(null);
    const timer = setTimeout(async () => {
      try {
        const found = await attempt({ do: "pronounce", word, sound: "-" }, asking.signal);
        if (!asking.signal.aborted) setLines(found.lines.length);
      } catch {
        // Without a number the word can still be pronounced here.
      }
    }, QUIET_MS);
    return () => (clearTimeout(timer), asking.abort());
  }, [word]);
  return lines;
}
