// What can be done with the selected line, by keys or by buttons. All of it reads what is so now, not when it was drawn.

import { computed, signal } from "../ui.js";
import { get, ofStory } from "../api.js";
import { useKeys } from "../keys.js";
import * as player from "../player.js";
import * as store from "../store.js";
import { presentAt } from "./choices.js";
import * as ripple from "./ripple.js";
import * as shown from "./shown.js";
import { openDialog } from "./unspoken.js";

export const open = signal(null); // what is open beside the line: "new", "why", "say"
export const list = { current: null }; // the virtual list
export const search = { current: null }; // the field to look for something

export const present = computed(() => (store.selected_line.value ? presentAt(store.selected_line.value, store.script.value) : []));

const line = () => store.selected_line.value;

export const focus = () => list.current?.scroller?.focus({ preventScroll: true });

export const reveal = (at, block) => list.current?.reveal(shown.places.value.get(at) ?? -1, block);

export function choose(at, block = "nearest") {
  store.selected.value = at;
  reveal(at, block);
}

/** Close what is open beside the line. */
export function close() {
  open.value = null;
  focus();
}

/** Return the first of some lines that stands at a number or after it, else the last. */
export const nearest = (lines, number) => lines.find((one) => one.number >= number) ?? lines.at(-1) ?? null;

/** Go from what was looked for to what was found. */
export function toList() {
  const found = shown.lines.value;
  if (found.length > 0 && !shown.places.value.has(store.selected.value)) choose(nearest(found, line()?.number ?? 0).at, "center");
  focus();
}

// ------------------------------------------------------------------ whose it is

const looked_at = () => (ripple.pending.value?.at === store.selected.value ? ripple.pending.value.what : null);

const kind_now = () => looked_at()?.kind ?? line().kind;

/** Return what a pin says of the kind: nothing where it stays, speech where it was narration. */
function kindOf(kind = kind_now()) {
  if (line().kind === "narration") return { kind: kind === "thought" ? "thought" : "dialogue" };
  return kind === line().kind || kind === "narration" ? {} : { kind };
}

/** Look at an edit of the line before it is kept. */
function look(what, words) {
  if (open.value === "say") open.value = null;
  ripple.propose(line(), what, words);
}

function pin(name, more = kindOf()) {
  const words = more.kind === "thought" ? `${name}, a thought` : more.kind === "dialogue" ? `${name}, aloud` : name;
  look({ do: "pin", line: line().number, speaker: name, ...more }, words);
}

export const give = (at) => (open.value === "say" || present.value[at] === undefined ? false : pin(present.value[at]));

/** Give the line to somebody by name, who may be new in the story. */
export function giveTo(name) {
  const kind = kindOf();
  close();
  pin(name, store.characters.value.has(name) ? kind : { ...kind, is_new: true });
}

/** Agree with the likeliest speaker of a doubtful line. */
const agree = () => (line().is_doubtful && present.value[0] === line().speaker ? pin(line().speaker) : false);

export function newPerson() {
  ripple.forget();
  open.value = "new";
}

export const narrator = () => look({ do: "pin", line: line().number, speaker: "narrator" }, "The narrator reads it");

/** Make a thought of what is said aloud, and the other way round. */
export function thought() {
  const now = looked_at();
  const is_given = now?.do === "pin" && now.speaker !== "narrator";
  const name = is_given ? now.speaker : line().speaker ?? present.value[0];
  if (!name) return store.say("Say first who thinks it (n).", "wrong");
  pin(name, { ...(is_given && now.is_new ? { is_new: true } : {}), kind: kind_now() === "thought" ? "dialogue" : "thought" });
}

export const leaveOut = () => look({ do: "leave_out", line: line().number }, "Not spoken");

export function unpin() {
  if (!line().is_pinned) return store.say("Nothing was decided of whose this line is.");
  look({ do: "unpin", line: line().number }, "As drama reads it");
}

export function keep() {
  focus();
  return ripple.keep();
}

export function leave() {
  focus();
  return ripple.forget();
}

// ------------------------------------------------------------------ from doubt to doubt

const SETTLED = "No line is in doubt: every line has its speaker.";

export function doubt(way = 1) {
  const next = ripple.nextDoubt(line()?.number ?? 0, way);
  if (next === null) return store.say(SETTLED);
  if (!shown.places.value.has(next.at)) shown.reset();
  choose(next.at, "center");
  focus();
}

/** Go on once an edit is kept: after a doubtful line to the next one. */
export function kept(was) {
  if (!was.is_doubtful) return;
  const next = ripple.nextDoubt(was.number);
  if (next === null) store.say(SETTLED);
  else if (next.at !== was.at) choose(next.at, "center");
}

// ------------------------------------------------------------------ what is heard, and what is told

export const hear = (one = line()) => (player.playing.value === one.number ? player.toggle() : player.playLines([one.number]));

export const hearFrom = () => player.playFrom(line().number);

export async function hearExchange() {
  try {
    const found = await get(`${ofStory(store.story.value, "lines", line().number, "exchange")}?revision=${store.script.value.revision}`);
    player.playLines(found.lines);
  } catch (refused) {
    store.say(refused.message, "wrong");
  }
}

export const why = () => (open.value === "why" ? close() : void (open.value = "why"));

export function sayIt() {
  if (open.value === "say") return close();
  ripple.forget();
  open.value = "say";
}

// ------------------------------------------------------------------ moving, and the keys

function step(by) {
  const lines = shown.lines.value;
  const rank = shown.ranks.value.get(store.selected.value);
  const next = rank === undefined ? nearest(lines, line()?.number ?? 0) : lines[Math.max(0, Math.min(lines.length - 1, rank + by))];
  if (next) choose(next.at);
}

function page(way) {
  const [items, places] = [shown.items.value, shown.places.value];
  const from = places.get(store.selected.value);
  if (from === undefined || !list.current) return step(0);
  let goal = from + (list.current.page(from, way) || way);
  while (items[goal] && items[goal].kind !== "line") goal += way;
  if (items[goal]) choose(items[goal].line.at);
  else step(way * Infinity);
}

/** Leave what is looked at, open or looked for, one after another. */
function escape() {
  if (ripple.forget()) return undefined;
  if (open.value) return close();
  if (shown.query.value === "") return false;
  shown.query.value = "";
}

const ofLine = (keys, label, act, more = {}) => ({ keys, label, do: (event) => (line() ? act(event) : false), ...more });

const KEYS = [
  ofLine(["ArrowDown", "j"], "The next line", () => step(1)),
  ofLine(["ArrowUp", "k"], "The line before", () => step(-1)),
  ofLine(["PageDown"], "A page on", () => page(1)),
  ofLine(["PageUp"], "A page back", () => page(-1)),
  ofLine(["Home"], "The first line", () => step(-Infinity)),
  ofLine(["End"], "The last line", () => step(Infinity)),
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => ofLine([String(number)], "Gives it to one of those present", () => give(number - 1), number > 1 ? { hidden: true } : { shown: ["1 – 9"] })),
  ofLine(["n"], "Gives it to somebody else", newPerson),
  ofLine(["m"], "Gives it to the narrator", narrator),
  ofLine(["t"], "A thought, or said aloud", thought),
  ofLine(["x"], "Is not spoken", leaveOut),
  ofLine(["u"], "As drama reads it", unpin),
  ofLine(["Enter"], "Keeps it; agrees with a doubtful line", () => (ripple.pending.value ? void keep() : agree())),
  { keys: ["Escape"], label: "Leaves it", do: escape },
  { keys: ["d"], label: "The next doubtful line", do: () => doubt(1) },
  { keys: ["D"], shown: ["Shift+D"], label: "The doubtful line before", do: () => doubt(-1) },
  ofLine(["p", " "], "Hears the line", (event) => (event.key === " " && player.playing.value !== null ? false : void hear())),
  ofLine(["f"], "Hears it from here", hearFrom),
  ofLine(["e"], "Hears this exchange", hearExchange),
  ofLine(["w"], "Why it is whose it is", why),
  ofLine(["s"], "How it is said", sayIt),
  { keys: ["b"], label: "What is not spoken, to bring it back", do: openDialog },
  { keys: ["/"], label: "Finds words or names", do: () => (search.current.focus(), search.current.select()) },
];

export const useLineKeys = () => useKeys("Lines", KEYS);
