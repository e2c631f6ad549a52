// What is being decided: the voice in the hand, who might get it, what that would cost; and the giving itself.

import { batch, signal } from "../ui.js";
import { attempt, edit, script } from "../store.js";
import * as player from "../player.js";
import { person, voice_of, voices } from "./table.js";

export const current = signal(null); // whose card the keys are for
export const hand = signal(null); // the name of a voice that was picked up
export const chooser = signal(null); // for whom the voices are being chosen from
export const lit = signal(null); // the name of the voice that is highlighted among them
export const offer = signal(null); // { who, voice, is_waiting, price, problem }: what would be done
export const dialog = signal(null); // { kind, who, … }: what is open over the view
export const is_open = signal(false); // on a narrow page: whether the voices are shown

const WAIT_MS = 90; // a pointer that passes over a card asks nothing
const REST_MS = 250; // one that rests has the first line recorded, so that it is heard as soon as the voice is given
const FAR = "http"; // the engine of a server: no words are sent to it but when somebody asks to hear them
const known = new Map(); // prices by revision, person and voice
let timer = null;
let rest = null;
let asking = null;

/** Show what it would cost to give somebody a voice, or nothing. */
export function propose(who, voice) {
  const shown = offer.value;
  if ((shown?.who ?? null) === who && (shown?.voice ?? null) === (who === null ? null : voice)) return;
  clearTimeout(timer);
  clearTimeout(rest);
  asking?.abort();
  if (who === null || voice === null || voice_of.value.get(who)?.name === voice) {
    offer.value = who === null || voice === null ? null : { who, voice, is_same: true };
    return;
  }
  const key = JSON.stringify([script.value.revision, who, voice]);
  offer.value = { who, voice, is_waiting: !known.has(key), price: known.get(key) };
  if (known.has(key)) prepare(who, voice);
  else timer = setTimeout(() => askPrice(who, voice, key), WAIT_MS);
}

/** Have the line recorded by which the voice will be heard, unless another is proposed before. */
function prepare(who, voice) {
  const line = lineToHear(who);
  if (!line || voices.value.get(voice)?.engine === FAR) return;
  clearTimeout(rest);
  rest = setTimeout(() => fetch(player.soundOf(line, voice), { priority: "low" }).catch(() => {}), REST_MS);
}

async function askPrice(who, voice, key) {
  asking = new AbortController();
  const still = () => offer.value?.who === who && offer.value?.voice === voice;
  try {
    const { price } = await attempt({ do: "recast", character: who, voice }, asking.signal);
    if (known.size > 500) known.clear();
    known.set(key, price);
    if (!still()) return;
    offer.value = { who, voice, price };
    prepare(who, voice);
  } catch (refused) {
    if (refused.name !== "AbortError" && still()) offer.value = { who, voice, problem: refused.message };
  }
}

/** Return the line by which a new voice is heard: the first that is new, or a short one. */
function lineToHear(who) {
  const first = offer.value?.who === who ? offer.value.price?.first : null;
  const words = first ? script.value.lines[first - 1].text.split(/\s+/).length : Infinity;
  return words <= 30 ? first : person.value.get(who)?.sample ?? first;
}

/** Give somebody a voice. It is heard while the edit is being made. */
export async function give(who, voice) {
  const line = lineToHear(who);
  if (voice_of.value.get(who)?.name === voice) return letGo();
  if (line) player.playLines([line], voice);
  letGo();
  const made = await edit({ do: "recast", character: who, voice });
  if (!made) player.stop();
}

/** Put the voice down, close the choosing. */
export function letGo() {
  clearTimeout(timer);
  clearTimeout(rest);
  asking?.abort();
  batch(() => {
    hand.value = chooser.value = offer.value = null;
    is_open.value = false;
  });
}

/** Pick a voice up, to be given to whoever is chosen next. */
export function pickUp(voice) {
  batch(() => {
    chooser.value = offer.value = null;
    is_open.value = false;
    hand.value = voice;
  });
}

/** Let voices be chosen for somebody; `voice` is highlighted first. */
export function choose(who, voice = null) {
  batch(() => {
    current.value = who;
    hand.value = null;
    chooser.value = who;
    lit.value = voice ?? voice_of.value.get(who)?.name ?? null;
    is_open.value = true;
  });
  propose(who, lit.value);
}

/** Play somebody's sample line, in another voice where one is named. */
export function hear(who, voice = null) {
  const line = person.value.get(who)?.sample ?? script.value.lines.find((one) => (one.speaker ?? "narrator") === who)?.number;
  if (line) player.playLines([line], voice);
}

let is_old = false;

/** Play somebody's line in the old and in the new voice, by turns. */
export function hearOther(who, voice) {
  is_old = !is_old;
  hear(who, is_old ? null : voice);
  return is_old;
}
