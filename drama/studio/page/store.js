// What the page knows: signals that the views read, and the gestures that change them through the server.

import { batch, computed, signal } from "./ui.js";
import { get, ofStory, post, Refused } from "./api.js";

export const story = signal(null); // the identity of the story that is open
export const stories = signal([]); // those on the shelf
export const folder = signal("");
export const script = signal(null); // docs/studio.md, "The script"
export const problem = signal(null); // what is wrong with the files on disk, in words
export const away = signal(null); // why the server cannot be asked, in words
export const selected = signal(null); // where in the source the selected line begins: stays while numbers change
export const changed = signal(new Set()); // where lines begin that the last edit gave to somebody else
export const conflict = signal(null); // { edit, base, sides }: an edit that somebody else's stands against
export const toasts = signal([]); // [{ id, text, kind, action }]
export const rendering = signal(null); // how far a render is: docs/studio.md
export const recorded = signal(0); // grows whenever lines were recorded

/** The lines by where they begin in the source. */
export const lines_at = computed(() => new Map((script.value?.lines ?? []).map((line) => [line.at, line])));
export const selected_line = computed(() => lines_at.value.get(selected.value) ?? null);
export const characters = computed(() => new Map((script.value?.characters ?? []).map((one) => [one.name, one])));
/** Which of the twelve colours somebody has, by the order of who says most. */
export const colours = computed(() => new Map((script.value?.characters ?? []).map((one, at) => [one.name, at % 12])));
export const doubtful = computed(() => (script.value?.lines ?? []).filter((line) => line.is_doubtful));

// ------------------------------------------------------------------ what is said in passing

let toast_id = 0;

/** Show a message for some seconds; screen readers say it. `action` is { label, do }. */
export function say(text, kind = "told", action = null) {
  const toast = { id: ++toast_id, text, kind, action };
  toasts.value = [...toasts.value.slice(-2), toast];
  setTimeout(() => unsay(toast.id), kind === "wrong" ? 12000 : 5000);
}

export const unsay = (id) => (toasts.value = toasts.value.filter((toast) => toast.id !== id));

// ------------------------------------------------------------------ loading

export async function loadStories() {
  const shelf = await get("/api/stories");
  batch(() => ((stories.value = shelf.stories), (folder.value = shelf.folder)));
}

export async function open(identity) {
  batch(() => {
    story.value = identity;
    script.value = problem.value = selected.value = null;
    changed.value = new Set();
  });
  if (identity !== null) await load();
}

/** Load the script, or what of it has changed; all of it `anew` where another server may count revisions otherwise. */
export async function load({ anew = false } = {}) {
  const [identity, since] = [story.value, anew ? undefined : script.value?.revision];
  if (identity === null) return;
  try {
    const now = await get(ofStory(identity, "script") + (since === undefined ? "" : `?since=${since}`));
    if (story.value === identity) take(now, anew);
  } catch (refused) {
    if (refused.status !== 0) problem.value = refused.message; // of a server that is gone the page tells above
  }
}

/** Take in a script as the server sends it: the whole, or what has changed since the one that is shown. */
function take(now, anew = false) {
  const known = script.value;
  if (known && known.revision > now.revision && !anew) return;
  if (now.is_partial && known) {
    const lines = known.lines.slice();
    for (const line of now.lines) lines[line.number - 1] = line;
    now = { ...now, lines };
  }
  batch(() => {
    script.value = now;
    problem.value = now.problem ?? null;
  });
}

// ------------------------------------------------------------------ gestures

/** Make an edit, such as { do: "pin", line: 12, speaker: "Anna" }; return whether it was made. */
export async function edit(what, { anyway = false, base = script.value.revision } = {}) {
  return step("edits", { edit: what, base, anyway }, (refused) => {
    if (!refused.conflict) return false;
    conflict.value = { edit: what, sides: refused.conflict };
    return true;
  });
}

export const undo = () => step("undo", { base: script.value.revision }, null, "Taken back");
export const redo = () => step("redo", { base: script.value.revision }, null, "Made again");
/** Take an edit back by its id, and all that were made after it; make one again, and all before it. */
export const undoTo = (edit) => step("undo", { edit, base: script.value.revision }, null, "Taken back");
export const redoTo = (edit) => step("redo", { edit, base: script.value.revision }, null, "Made again");

async function step(path, body, caught = null, before = "") {
  if (away.value !== null) {
    say("Nothing was changed: the studio does not answer.", "wrong");
    return false;
  }
  try {
    const done = await post(ofStory(story.value, path), body);
    batch(() => {
      take(done.script);
      changed.value = new Set(done.changed.map((number) => script.value.lines[number - 1]?.at));
    });
    const others = done.changed.length;
    say([before, done.label].filter(Boolean).join(": ") + (others > 1 ? ` (${others} lines change hands)` : ""));
    return true;
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    if (!caught?.(refused)) say(refused.message, "wrong");
    return false;
  }
}

/** Return what an edit would change, before it is made; null where it cannot be made (`signal` ends the asking). */
export const attempt = (what, signal) =>
  post(ofStory(story.value, "try"), { edit: what, base: script.value.revision }, { signal });

// ------------------------------------------------------------------ what others do

/** Take in how far a render is; who is in another view is told of its end. */
function tellRendered(event) {
  const before = rendering.value;
  rendering.value = event;
  if (event.scene !== null || event.state === before?.state || location.hash.endsWith("/render")) return;
  const look = { label: "Look", do: () => (location.hash = `#${encodeURIComponent(event.story)}/render`) };
  if (event.state === "done") say("The episode is ready.", "told", look);
  if (event.state === "failed") say(`The render failed: ${event.error}`, "wrong", look);
}

const GONE = "The studio does not answer: it was closed, or is starting again. What is shown stays. This page goes on by itself once the studio is back here; else open the link that it prints.";
const STRANGE = "The studio was started anew. Open the link that it printed: this page goes on by itself then.";
const AGAIN_MS = 1000;

/** Listen to what happens, and go on listening after a pause: `is_back` after one. */
export function listen(is_back = false) {
  const source = new EventSource("/api/events");
  source.onopen = async () => {
    await (story.value === null ? loadStories().catch(() => {}) : load({ anew: is_back }));
    away.value = null;
  };
  source.onerror = () => {
    source.close();
    void comeBack();
  };
  source.onmessage = (message) => {
    const event = JSON.parse(message.data);
    if (event.kind === "stories") loadStories();
    if (event.story !== story.value) return;
    if (event.kind === "script" && event.revision >= (script.value?.revision ?? -1)) load(); // what undo would do may be new
    if (event.kind === "problem") problem.value = event.problem;
    if (event.kind === "render") tellRendered(event);
    if (event.kind === "recorded") recorded.value += 1;
  };
}

/** Listen again as soon as the server answers, and say meanwhile why it does not. */
async function comeBack() {
  try {
    await get("/api/stories");
    setTimeout(() => listen(true), away.value === null ? AGAIN_MS : 0);
  } catch (refused) {
    away.value = refused.status === 403 ? STRANGE : GONE;
    setTimeout(comeBack, AGAIN_MS);
  }
}
