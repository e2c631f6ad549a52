// How loud recorded lines are from moment to moment: asked for where they are in sight, a few at a time.

import { signal } from "../ui.js";
import { get, ofStory } from "../api.js";
import * as store from "../store.js";
import { track } from "./track.js";

const MOST_KEPT = 1500;
const AT_ONCE = 3;
export const arrived = signal(0); // grows whenever one has come

const known = new Map(); // by key: what was answered, null while it is asked for
let wanted = []; // numbers of lines, the newest asking alone
let running = 0;

/** Return what names a recording: another voice, other words or another length make it another. */
const keyOf = (now, number) => {
  const line = store.script.value.lines[number - 1];
  const voice = line.speaker === null ? store.script.value.narrator.voice : store.characters.value.get(line.speaker)?.voice;
  return `${store.story.value} ${line.at} ${voice} ${(now.ends[number - 1] - now.starts[number - 1]).toFixed(2)} ${line.text.length}`;
};

/** Return a line's envelope, if it is known. */
export const envelope = (now, number) => known.get(keyOf(now, number)) || null;

/** Ask for the envelopes of lines in sight; what was asked for before and has not begun is forgotten. */
export function want(now, numbers) {
  if (now.revision !== store.script.value.revision) return; // lines are numbered otherwise than they are drawn
  wanted = numbers.filter((number) => !now.estimated[number - 1] && !known.has(keyOf(now, number)));
  while (running < AT_ONCE && wanted.length > 0) ask(wanted.shift());
}

async function ask(number) {
  const now = track.value;
  if (now === null || now.revision !== store.script.value?.revision) return;
  const key = keyOf(now, number);
  if (known.has(key)) return;
  known.set(key, null);
  running += 1;
  try {
    known.set(key, await get(`${ofStory(store.story.value, "lines", number, "envelope")}?revision=${store.script.value.revision}`));
    if (known.size > MOST_KEPT) known.delete(known.keys().next().value);
  } catch {
    known.set(key, false); // it is not recorded after all, or the studio is gone, which others tell
  } finally {
    running -= 1;
    arrived.value += 1;
    if (wanted.length > 0 && track.value !== null) ask(wanted.shift());
  }
}
