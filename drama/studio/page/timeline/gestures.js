// What can be done on the timeline, by keys, by mouse or by buttons. All of it reads what is so now.

import { batch, computed, signal } from "../ui.js";
import { ofStory } from "../api.js";
import { useKeys } from "../keys.js";
import * as player from "../player.js";
import * as store from "../store.js";
import * as lens from "./lens.js";
import * as timeline from "./track.js";

export const held = signal(null); // { id, line }: an effect that is being moved, and the line it would stand before
export const choosing = signal(null); // the number of the line before which an effect is being chosen
export const focused = { current: null }; // the element that takes the keys

const now = () => timeline.track.value;
const effect = () => timeline.effect.value;
const number = () => timeline.number.value ?? 1;

export const focus = () => focused.current?.focus({ preventScroll: true });

// ------------------------------------------------------------------ selecting

/** Select a line by its number, or an effect by its id, and have it in sight. */
export function select(one, { is_shown = true } = {}) {
  const found = typeof one === "string" ? now()?.effect.get(one) : null;
  const line = store.script.value.lines[(found?.line ?? one) - 1];
  if (!line) return;
  batch(() => {
    store.selected.value = line.at;
    timeline.picked.value = found?.id ?? null;
  });
  if (is_shown && now()) lens.reveal(found?.start ?? now().starts[line.number - 1], found?.start ?? now().ends[line.number - 1]);
}

function step(by) {
  const { order, at } = timeline.place();
  select(order[at < 0 ? 0 : Math.max(0, Math.min(order.length - 1, at + by))]);
}

/** Go to the first line of the scene after this, or before it. */
function stepScene(way) {
  const scenes = store.script.value.scenes;
  const at = scenes.findIndex((scene) => scene.number === timeline.scene.value);
  if (way < 0 && number() > scenes[at]?.first) return select(scenes[at].first);
  const goal = scenes[at + way];
  if (goal) select(goal.first);
}

function stepEffect(way) {
  const { order, at } = timeline.place();
  for (let next = at + way; next >= 0 && next < order.length; next += way) if (typeof order[next] === "string") return select(order[next]);
  store.say(now().effects.length ? `No effect ${way > 0 ? "after" : "before"} this.` : "The story has no effects: e puts one before the selected line.");
}

/** Zoom to what is selected: the line, its scene, the episode, by turns. */
function zoomTo() {
  const [start, end] = [now().starts[number() - 1], now().ends[number() - 1]];
  const scene = now().scenes.find((one) => one.number === timeline.scene.value);
  const spans = lens.width.value / lens.scale.value;
  if (spans < (end - start) * 2 && scene) lens.frame(scene.start, scene.end);
  else if (scene && spans < (scene.end - scene.start) * 1.5 && !lens.isWhole()) lens.fit();
  else lens.frame(start, end);
}

// ------------------------------------------------------------------ hearing

const soundOf = (name) => ofStory(store.story.value, "sounds", name, "sound.wav");

export const hearSound = (name) => player.play([{ url: soundOf(name), line: null, title: name }]);

export const hearLine = (one = number()) => player.playLines([one]);

/** Hear what is selected. */
export function hear() {
  const here = effect();
  if (here) return hearSound(here.sound);
  return player.playing.value === number() ? player.toggle() : hearLine();
}

export const hearFrom = () => player.playFrom(number());

// ------------------------------------------------------------------ effects

let pending = null; // { id, line, timer }: a move by keys that waits for more

export const put = () => void (choosing.value = number());

/** Put an effect before a line, and select it. */
export async function place(line, sound) {
  await made({ do: "place_effect", line, sound }, { line, sound });
}

/** Move an effect before another line. */
export async function move(id, line) {
  const here = now()?.effect.get(id);
  if (!here || here.line === line) return void (held.value = null);
  await made({ do: "move_effect", effect: id, line }, { line, sound: here.sound });
  held.value = null;
}

/** Make an edit, and select the effect that it has made. */
async function made(what, { line, sound }) {
  const known = new Set(now().effect.keys());
  if (!(await store.edit(what))) return false;
  await timeline.load();
  if (now() === null) return true; // the view was left meanwhile
  const there = now().effects.filter((one) => one.line === line && one.sound.toLowerCase() === sound.toLowerCase());
  const found = there.find((one) => !known.has(one.id)) ?? there.at(-1);
  if (found) select(found.id);
  return true;
}

/** Move the selected effect by a line; it is written once no more keys come. */
export function shift(by) {
  const here = effect();
  if (!here) return false;
  const line = Math.max(1, Math.min(now().count, (held.value?.id === here.id ? held.value.line : here.line) + by));
  held.value = { id: here.id, line };
  lens.reveal(now().starts[line - 1]);
  clearTimeout(pending?.timer);
  pending = { id: here.id, line, timer: setTimeout(settle, 450) };
  return true;
}

/** Write a move that waits for more keys. */
export async function settle() {
  if (pending === null) return;
  const { id, line, timer } = pending;
  clearTimeout(timer);
  pending = null;
  if (store.script.value !== null) await move(id, line);
}

/** Leave an effect where it is. */
export function letGo() {
  if (held.value === null) return false;
  clearTimeout(pending?.timer);
  pending = held.value = null;
  return true;
}

export async function mute() {
  await settle();
  const here = effect();
  if (!here) return void store.say("Select an effect first: ] and [ go from one to the next.");
  await store.edit({ do: "mute_effect", effect: here.id, is_muted: !here.is_muted });
}

export async function remove() {
  await settle();
  const here = effect();
  if (!here) return;
  if (here.origin === "story") return void store.say("The story’s text asks for this effect: x mutes it.", "told", { label: "Mute", do: mute });
  if (await store.edit({ do: "remove_effect", effect: here.id })) timeline.picked.value = null;
}

export async function louder(by) {
  await settle();
  const here = effect();
  if (!here) return;
  const gain_db = Math.max(-40, Math.min(12, here.gain_db + by));
  if (await made({ do: "move_effect", effect: here.id, gain_db }, here)) hearSound(here.sound);
}

// ------------------------------------------------------------------ trouble

export const trouble_at = signal(-1); // of the spot that is looked at

/** Go to a spot, by where it stands in the list. */
export function goToTrouble(at) {
  const spot = now().trouble[at];
  batch(() => {
    trouble_at.value = at;
    select(spot.line);
  });
  focus();
}

/** Go to the next spot of trouble after what is selected, or the one before it. */
export function walkTrouble(way) {
  const spots = now()?.trouble ?? [];
  if (spots.length === 0) return void store.say("Nothing wants to be heard again.");
  const here = spots[trouble_at.value]?.line === number() ? trouble_at.value : null;
  const start = now().starts[number() - 1];
  const after = timeline.below(now().trouble_starts, start);
  const next = here !== null ? here + way : way > 0 ? spots.findIndex((spot) => spot.line > number()) : after - 1;
  const is_over = next < 0 || next >= spots.length;
  if (is_over) store.say(way > 0 ? "From the beginning again." : "From the end again.");
  goToTrouble(is_over ? (way > 0 ? 0 : spots.length - 1) : next);
}

export const spot = computed(() => {
  const one = timeline.track.value?.trouble[trouble_at.value];
  return one?.line === timeline.number.value ? one : timeline.spots.value[0] ?? null;
});

// ------------------------------------------------------------------ keys

const key = (keys, label, act, more = {}) => ({ keys, label, do: (event) => (document.querySelector("dialog[open]") || now() === null ? false : act(event)), ...more });

const KEYS = [
  key(["ArrowDown", "j"], "The next line or effect", () => step(1)),
  key(["ArrowUp", "k"], "The one before", () => step(-1)),
  key(["]"], "The next effect", () => stepEffect(1)),
  key(["["], "The effect before", () => stepEffect(-1)),
  key(["PageDown"], "The next scene", () => stepScene(1)),
  key(["PageUp"], "The scene before", () => stepScene(-1)),
  key(["Home"], "The first line", () => step(-Infinity)),
  key(["End"], "The last line", () => step(Infinity)),
  key(["ArrowLeft", "ArrowRight"], "Moves what is seen", (event) => lens.pan((event.key === "ArrowLeft" ? -0.2 : 0.2) * lens.width.value)),
  key(["+", "="], "Closer", () => lens.zoom(1.5), { shown: ["+"] }),
  key(["-"], "Farther", () => lens.zoom(1 / 1.5)),
  key(["0"], "The whole episode", lens.fit),
  key(["z"], "The line, the scene, the episode", zoomTo),
  key(["Enter", "p", " "], "Hears what is selected", (event) => (event.key === " " && player.playing.value !== null ? false : void hear())),
  key(["f"], "Hears it from here", hearFrom),
  key(["e"], "Puts an effect before the line", put),
  key(["Shift+ArrowLeft", "Shift+ArrowRight"], "Moves the effect by a line", (event) => shift(event.key === "ArrowLeft" ? -1 : 1)),
  key(["<", ">"], "The effect softer, louder", (event) => (effect() ? void louder(event.key === "<" ? -2 : 2) : false)),
  key(["x"], "Mutes the effect; hears it again", () => void mute()),
  key(["Delete", "Backspace"], "Removes an effect that was put", () => (effect() ? void remove() : false), { shown: ["Delete"] }),
  key(["r"], "The scene’s room", () => document.getElementById("scene-room")?.focus()),
  key(["b"], "The scene’s bed", () => document.getElementById("scene-bed")?.focus()),
  key(["."], "The next trouble", () => walkTrouble(1)),
  key([","], "The trouble before", () => walkTrouble(-1)),
  key(["Escape"], "Leaves the effect where it is", letGo),
];

export const useTimelineKeys = () => useKeys("Timeline", KEYS);
