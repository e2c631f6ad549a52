// Which lines are shown, and in what order.

import { computed, effect, signal, untracked } from "../ui.js";
import { changed, script, story } from "../store.js";

export const NARRATOR = "\u0000narrator"; // no character is called so

export const order = signal("story"); // or "doubt"
export const only = signal("all"); // a key of KINDS
export const who = signal(""); // a character, NARRATOR, or everybody
export const scene = signal(0); // a scene's number, or 0 for all
export const query = signal("");
export const unspoken = signal(null); // what is not spoken, where it is to be shown: [{ at, text, reason, … }]

export const KINDS = {
  all: { label: "Every line", is: () => true },
  doubtful: { label: "Doubtful lines", is: (line) => line.is_doubtful },
  changed: { label: "Changed by the last edit", is: (line) => changed.value.has(line.at) },
  pinned: { label: "Decided by you", is: (line) => line.is_pinned || line.how },
  spoken: { label: "Speech and thoughts", is: (line) => line.kind !== "narration" },
};

/** Return a text without accents, capitals and typographer's quotes, sign for sign where that can be. */
export const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[‘’]/g, "'").replace(/[“”]/g, '"').toLowerCase();

const known = new WeakMap();

function haystack(line) {
  let text = known.get(line);
  if (text === undefined) known.set(line, (text = folded(`${line.speaker ?? "narrator"}\n${line.text}`)));
  return text;
}

export const terms = computed(() => folded(query.value).split(/\s+/).filter(Boolean));

/** The lines that are asked for, in order. */
export const lines = computed(() => {
  const wanted = terms.value;
  const { is } = KINDS[only.value];
  const name = who.value;
  const number = scene.value;
  const found = (script.value?.lines ?? []).filter(
    (line) =>
      (number === 0 || line.scene === number) &&
      (name === "" || (name === NARRATOR ? line.speaker === null : line.speaker === name)) &&
      is(line) &&
      wanted.every((term) => haystack(line).includes(term)),
  );
  if (order.value !== "doubt") return found;
  const doubtful = found.filter((line) => line.is_doubtful).sort((one, other) => one.confidence - other.confidence || one.number - other.number);
  return [...doubtful, ...found.filter((line) => !line.is_doubtful)];
});

export const is_all = computed(() => only.value === "all" && who.value === "" && scene.value === 0 && terms.value.length === 0);
const is_in_order = computed(() => order.value === "story");

/** What the list shows: lines, a heading where a scene begins, and what is not spoken where that is asked for. */
export const items = computed(() => {
  if (!is_in_order.value) return lines.value.map((line) => ({ kind: "line", key: line.at, line }));
  const scenes = new Map((script.value?.scenes ?? []).map((one) => [one.number, one]));
  const left = is_all.value ? unspoken.value ?? [] : [];
  const all = [];
  let [number, next, chapter] = [null, 0, null];
  for (const line of lines.value) {
    for (; next < left.length && left[next].at < line.at; next++) all.push({ kind: "unspoken", key: `u${left[next].at}`, segment: left[next] });
    if (line.scene !== number) {
      number = line.scene;
      const begun = scenes.get(number);
      if (begun) all.push({ kind: "scene", key: `s${number}`, scene: begun, is_chapter: Boolean(begun.chapter) && begun.chapter !== chapter });
      chapter = begun?.chapter ?? chapter;
    }
    all.push({ kind: "line", key: line.at, line });
  }
  for (; next < left.length; next++) all.push({ kind: "unspoken", key: `u${left[next].at}`, segment: left[next] });
  return all;
});

/** Where each line stands among the items, by where it begins in the source. */
export const places = computed(() => {
  const found = new Map();
  items.value.forEach((item, index) => item.kind === "line" && found.set(item.key, index));
  return found;
});

/** Where each line stands among the lines shown, from 0. */
export const ranks = computed(() => new Map(lines.value.map((line, index) => [line.at, index])));

export const reset = () => {
  only.value = "all";
  who.value = query.value = "";
  scene.value = 0;
};

// Another story is shown from its beginning, and all of it.
effect(() => {
  story.value;
  untracked(() => {
    reset();
    order.value = "story";
    unspoken.value = null;
  });
});

/** Return a text in pieces, those that were searched for marked: [[text, is_found], …]. */
export function pieces(text, wanted) {
  if (wanted.length === 0) return [[text, false]];
  let plain = "";
  const origin = []; // of each sign of the folded text, where it comes from
  for (let at = 0; at < text.length; at++) {
    const sign = folded(text[at]);
    for (let times = 0; times < sign.length; times++) origin.push(at);
    plain += sign;
  }
  const marked = new Uint8Array(text.length);
  for (const term of wanted)
    for (let at = plain.indexOf(term); at >= 0; at = plain.indexOf(term, at + term.length))
      marked.fill(1, origin[at], origin[at + term.length - 1] + 1);
  const found = [];
  for (let from = 0, at = 1; at <= text.length; at++)
    if (at === text.length || marked[at] !== marked[from]) {
      found.push([text.slice(from, at), Boolean(marked[from])]);
      from = at;
    }
  return found;
}
