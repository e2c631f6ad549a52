// The voices there are, who has which, how far apart they are: docs/studio.md, "Voices". And what follows from that.

import { computed, signal } from "../ui.js";
import { get, ofStory } from "../api.js";
import { colours, problem, script, story } from "../store.js";

export const NARRATOR = "narrator"; // what an edit calls the narrator
export const table = signal(null);

let asking = null;

/** Load the table anew; called whenever the script has changed. */
export async function loadTable() {
  asking?.abort();
  asking = new AbortController();
  const identity = story.value;
  try {
    const now = await get(ofStory(identity, "voices"), { signal: asking.signal });
    now.voices.forEach((voice, at) => (voice.id = `voice-${at}`)); // names may hold anything
    if (story.value === identity) table.value = now;
  } catch (refused) {
    if (refused.name !== "AbortError") problem.value = refused.message;
  }
}

/** Who speaks: the narrator and all characters with lines, the one with most lines first. */
export const people = computed(() => {
  const now = script.value;
  if (!now) return [];
  const narrator = { ...now.narrator, key: NARRATOR, name: "Narrator", aliases: [], tint: "narrator", is_narrator: true };
  const others = now.characters
    .filter((one) => one.lines)
    .map((one) => ({ ...one, key: one.name, tint: one.is_nobody ? "nobody" : `c${colours.value.get(one.name)}` }));
  return [narrator, ...others].filter((one) => one.lines).sort((one, other) => other.lines - one.lines);
});

export const person = computed(() => new Map(people.value.map((one) => [one.key, one])));
/** Return a name as it is shown: some are very long. */
export const cut = (name) => (name.length > 40 ? `${name.slice(0, 39)}…` : name);
export const called = (who) => cut(person.value.get(who)?.name ?? who);
export const tint = (who) => person.value.get(who)?.tint ?? "";

const places = computed(() => new Map((table.value?.people ?? []).map((who, at) => [who, at])));
export const voices = computed(() => new Map((table.value?.voices ?? []).map((voice) => [voice.name, voice])));

/** Which voice everybody has: a map of rows of the table. */
export const voice_of = computed(() => {
  const found = new Map();
  for (const voice of table.value?.voices ?? []) for (const at of voice.speaks) found.set(table.value.people[at], voice);
  return found;
});

export const speakers = (voice) => voice.speaks.map((at) => table.value.people[at]);

/** Whom everybody meets: who => [{ who, distance, scenes }], the nearest voice first. */
export const meetings = computed(() => {
  const found = new Map();
  const names = table.value?.people ?? [];
  for (const { one, other, distance, scenes } of table.value?.meetings ?? [])
    for (const [here, there] of [[one, other], [other, one]]) {
      if (!found.has(names[here])) found.set(names[here], []);
      found.get(names[here]).push({ who: names[there], distance, scenes });
    }
  return found;
});

export const ALIKE = 1; // closer than this, voices are hard to tell apart

/** Those who sound alike: [{ one, other, distance, scenes }], the closest first. */
export const clashes = computed(() => {
  const names = table.value?.people ?? [];
  return (table.value?.meetings ?? [])
    .filter((pair) => pair.distance < ALIKE && names[pair.one] !== undefined)
    .map((pair) => ({ ...pair, one: names[pair.one], other: names[pair.other] }));
});

const distance = (voice, who) => voice.distances[places.value.get(who)] ?? Infinity;

/** Return whom somebody would be hard to tell from with a voice, of those met: [{ who, distance, scenes }]. */
export function wouldClash(who, name) {
  const voice = voices.value.get(name);
  if (!voice) return [];
  return (meetings.value.get(who) ?? []).filter((one) => distance(voice, one.who) < ALIKE);
}

/** Return how far a voice is from the nearest of those somebody meets. */
const room = (who, voice) => Math.min(...(meetings.value.get(who) ?? []).map((one) => distance(voice, one.who)), 9);

const suits = (one, voice) => (["female", "male"].includes(one?.gender) ? voice.gender === one.gender : true);

/** Return free voices for somebody, of the same gender and age where there are such, the farthest from all others first. */
export function suggestions(who) {
  const one = person.value.get(who);
  const free = [...voices.value.values()].filter((voice) => !voice.speaks.length && suits(one, voice));
  const engine = voice_of.value.get(who)?.engine;
  const rank = (voice) => [voice.engine === engine, voice.age === (one?.age ?? "adult"), room(who, voice)];
  return free
    .map((voice) => ({ voice, rank: rank(voice) }))
    .sort((a, b) => b.rank[0] - a.rank[0] || b.rank[1] - a.rank[1] || b.rank[2] - a.rank[2])
    .map((found) => found.voice);
}

/** Return how far apart two voices are, in a word. */
export const apart = (distance) => (distance < ALIKE ? "sound alike" : distance < 1.25 ? "just apart" : distance < 1.8 ? "apart" : "far apart");

/** Return "scene 3", "scenes 2, 3, 5 and 7 more". */
export function inScenes(scenes) {
  const shown = scenes.slice(0, 3).join(", ");
  return `scene${scenes.length === 1 ? "" : "s"} ${shown}${scenes.length > 3 ? ` and ${scenes.length - 3} more` : ""}`;
}

/** Return names joined: "Anna, Tom and 3 more". */
export function listed(names, most = 3) {
  const shown = names.slice(0, most).map(called);
  const rest = names.length - shown.length;
  if (rest > 0) return `${shown.join(", ")} and ${rest} more`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}` : shown.join("");
}

const GENDERS = { female: "woman", male: "man", neutral: "neither", unknown: "gender not known" };
export const inWords = (gender, age) => [GENDERS[gender] ?? gender, age].filter(Boolean).join(", ");
