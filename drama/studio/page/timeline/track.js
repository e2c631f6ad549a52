// What is on the timeline, as the server tells it, in arrays that are searched by time.

import { computed, signal } from "../ui.js";
import { get, ofStory } from "../api.js";
import * as store from "../store.js";

export const track = signal(null); // below, "arranged"
export const picked = signal(null); // the id of the effect that is selected; null for a line
export const failed = signal(null); // why there is no timeline, in words
export const took = signal(0); // ms, that loading it took the last time

let is_open = false;
let loading = null; // until it is done
let is_stale = false;

/** Load the timeline; where it is being loaded, once more after that. */
export function load() {
  if (loading !== null) is_stale = true;
  else loading = ask().finally(() => (loading = null));
  return loading;
}

async function ask() {
  const identity = store.story.value;
  try {
    do {
      is_stale = false;
      const since = performance.now();
      const told = await get(ofStory(identity, "timeline"));
      took.value = performance.now() - since;
      if (store.story.value !== identity || !is_open) return;
      if (told.revision > store.script.value.revision) await store.load();
      take(told);
    } while (is_stale);
    failed.value = null;
  } catch (refused) {
    failed.value = refused.message;
  }
}

function take(told) {
  const script = store.script.value;
  if (!script || told.revision !== script.revision) return; // the script that it is of is being loaded
  track.value = arranged(told, script);
  if (picked.value !== null && !track.value.effect.has(picked.value)) picked.value = null;
}

export function open() {
  is_open = true;
}

export function forget() {
  is_open = false;
  track.value = picked.value = failed.value = null;
}

/** Return whose lane stands where: the narrator's first, then by lines. */
function lanesOf(script) {
  const people = script.characters.filter((one) => one.lines > 0).sort((one, other) => other.lines - one.lines);
  return [
    ...(script.narrator.lines > 0 ? [{ name: null, called: "Narrator", colour: "narrator" }] : []),
    ...people.map((one) => ({ name: one.name, called: one.name, colour: one.is_nobody ? "nobody" : `c${store.colours.value.get(one.name)}` })),
  ];
}

function arranged(told, script) {
  const lanes = lanesOf(script);
  const lane_of = new Map(lanes.map((lane, index) => [lane.name, index]));
  const count = script.lines.length;
  const [starts, ends, reach] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  const [lane, estimated] = [new Uint16Array(count), new Uint8Array(count)];
  const rows = new Map(told.lines.map((row) => [row[0], row]));
  for (let at = 0; at < count; at++) {
    const [, start, seconds, is_estimated] = rows.get(at + 1) ?? [0, at ? ends[at - 1] : 0, 0, 1];
    starts[at] = start;
    ends[at] = start + seconds;
    reach[at] = Math.max(at ? reach[at - 1] : 0, ends[at]);
    lane[at] = lane_of.get(script.lines[at].speaker) ?? 0;
    estimated[at] = is_estimated;
  }
  const sounds = new Map(told.sounds.map((sound) => [sound.id, sound]));
  const effects = told.effects.map((one) => {
    const heard = sounds.get(one.id);
    const start = heard?.start ?? (one.is_after ? ends[one.line - 1] : starts[one.line - 1]);
    return { ...one, start, seconds: heard?.seconds ?? 0, is_heard: heard !== undefined };
  });
  effects.sort((one, other) => one.start - other.start || one.line - other.line);
  const scenes = told.scenes.map((scene, at) => ({ ...scene, end: told.scenes[at + 1]?.start ?? told.seconds }));
  const chapters = told.chapters.map((one, at) => ({ ...one, end: told.chapters[at + 1]?.start ?? told.seconds }));
  const trouble = told.trouble.slice().sort((one, other) => one.start - other.start || one.line - other.line);
  return {
    ...told,
    ...{ count, starts, ends, reach, lane, estimated, lanes, effects, scenes },
    chapters: chapters.some((one, at) => one.title && one.title !== scenes[at]?.title) ? chapters : [],
    effect: new Map(effects.map((one) => [one.id, one])),
    backdrop: new Map(told.backdrops.map((one) => [one.scene, one])),
    backs: told.sounds.filter((sound) => !effects.some((one) => one.id === sound.id)),
    trouble,
    trouble_starts: trouble.map((spot) => spot.start),
    order: ordered(count, effects),
  };
}

/** Return what is selected one after another: lines by number, effects before or behind theirs by id. */
function ordered(count, effects) {
  const [before, behind] = [new Map(), new Map()];
  for (const one of effects) {
    const there = one.is_after ? behind : before;
    there.set(one.line, [...(there.get(one.line) ?? []), one.id]);
  }
  const order = [];
  for (let number = 1; number <= count; number++) order.push(...(before.get(number) ?? []), number, ...(behind.get(number) ?? []));
  return order;
}

// ------------------------------------------------------------------ searching

/** Return how many of some ascending numbers are less than one. */
export function below(numbers, wanted) {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Return the first and the last + 1 of the lines that are heard between two times. */
export const between = (now, from, to) => [below(now.reach, from), below(now.starts, to)];

/** Return which of some ascending numbers is closest to one; -1 where there are none. */
export function closestTo(numbers, wanted) {
  const after = below(numbers, wanted);
  if (after === 0 || after === numbers.length) return Math.min(after, numbers.length - 1);
  return wanted - numbers[after - 1] <= numbers[after] - wanted ? after - 1 : after;
}

/** Return the number of the line that begins closest to a time. */
export const closest = (now, seconds) => closestTo(now.starts, seconds) + 1;

// ------------------------------------------------------------------ what is selected

export const number = computed(() => store.selected_line.value?.number ?? null);
export const effect = computed(() => track.value?.effect.get(picked.value) ?? null);
export const scene = computed(() => store.selected_line.value?.scene ?? null);
export const spots = computed(() => (track.value?.trouble ?? []).filter((spot) => spot.line === number.value));

/** Return where the selected thing stands in the order, and the order. */
export function place() {
  const order = track.value?.order ?? [];
  return { order, at: order.indexOf(effect.value?.id ?? number.value) };
}
