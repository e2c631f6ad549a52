// What the view "Render" knows: the plan, how far a render is, what the last one made; and its gestures.

import { batch, computed, effect, signal, untracked } from "../ui.js";
import { get, ofStory, post, send } from "../api.js";
import * as player from "../player.js";
import { say, script, rendering as told, story } from "../store.js";

export const plan = signal(null); // docs/studio.md, "Renders"
export const last = signal(null); // what the last whole render made
export const files = signal([]);
export const now = signal({ state: "idle" }); // how far the newest render is
export const scene = signal(null); // the number of the scene that is chosen
export const preview = signal(null); // { scene, url }: a scene that can be heard with its whole sound
export const occupied = signal(null); // the name of a file that drama did not write and that stands in the way
export const problem = signal(null); // why the plan cannot be made

const KEPT = "drama-render";
const BUSY = ["recording", "mixing", "writing"];
const ASK_EVERY_MS = 2000; // while a render goes on and nothing is told of it

function remembered() {
  try {
    const found = JSON.parse(localStorage.getItem(KEPT)) ?? {};
    return { format: found.format ?? "mp3", documents: found.documents ?? ["page", "vtt"], stems: found.stems === true };
  } catch {
    return { format: "mp3", documents: ["page", "vtt"], stems: false };
  }
}

export const options = signal(remembered());
effect(() => localStorage.setItem(KEPT, JSON.stringify(options.value)));

export const is_busy = computed(() => BUSY.includes(now.value.state) && now.value.scene === null);
export const is_previewing = computed(() => BUSY.includes(now.value.state) && now.value.scene !== null);
/** The scenes with how much of each is recorded: as the render tells, else as the plan does. */
export const scenes = computed(() => {
  const known = new Map((is_busy.value ? now.value.scenes : []).map((one) => [one.number, one]));
  return (plan.value?.scenes ?? []).map((one) => known.get(one.number) ?? one);
});

const of = (...parts) => ofStory(story.value, ...parts);
export const fileUrl = (name) => `${of("files", name)}?made=${encodeURIComponent(last.value?.when ?? "")}`;

let heard_at = 0; // when something was told of a render last
let shown_story = null;

/** Take in what is told of a render. */
function take(row) {
  heard_at = Date.now();
  const before = untracked(() => now.value);
  if (row.told < before.told) return; // an answer that was overtaken by what was told after it
  batch(() => {
    now.value = row;
    if (row.last !== undefined) last.value = row.last;
    occupied.value = row.occupied ?? null;
    if (plan.value && row.scene === null && row.state === "cancelled" && row.total > 0) // until the plan is there anew
      plan.value = { ...plan.value, to_record: row.total - row.done, scenes: row.scenes };
  });
  if (row.state === before.state && row.scene === before.scene) return;
  if (row.state === "done" && row.scene !== null && BUSY.includes(before.state)) hearPreview(row.scene);
  if (!BUSY.includes(row.state)) void loadPlan().then(loadFiles);
}

effect(() => {
  const row = told.value;
  if (row && row.story === untracked(() => story.value)) untracked(() => take(row));
});

export async function load() {
  const identity = story.value;
  if (shown_story !== identity) {
    batch(() => {
      plan.value = last.value = scene.value = preview.value = occupied.value = problem.value = null;
      now.value = { state: "idle" };
      files.value = [];
    });
    shown_story = identity;
  }
  await asking(async () => {
    const row = await get(of("render"));
    if (story.value === identity) take(row);
  });
  await Promise.all([loadPlan(), loadFiles()]);
}

export async function loadPlan() {
  const identity = story.value;
  try {
    const found = await get(of("plan"));
    if (story.value === identity) batch(() => ((plan.value = found), (problem.value = null)));
  } catch (refused) {
    if (story.value === identity) problem.value = refused.message;
  }
}

const loadFiles = () => asking(async () => (files.value = (await get(of("files"))).files));

/** Ask how far a render is, where nothing was told of it for a while. */
export function watch() {
  const timer = setInterval(() => {
    if (BUSY.includes(now.value.state) && Date.now() - heard_at > ASK_EVERY_MS) void asking(async () => take(await get(of("render"))));
  }, ASK_EVERY_MS);
  return () => clearInterval(timer);
}

async function asking(ask) {
  try {
    await ask();
    return true;
  } catch (refused) {
    say(refused.message, "wrong");
    return false;
  }
}

/** Render the episode, or go on with it. */
export const start = (more = {}) =>
  asking(async () => {
    occupied.value = null;
    take(await post(of("render"), { ...options.value, documents: usable(options.value.documents), ...more }));
  });

/** The documents that can be made here. */
const usable = (names) => names.filter((name) => plan.value === null || plan.value.documents.some((one) => one.name === name && !one.needs));

export const stop = () => asking(async () => take(await send("DELETE", of("render"))));

export const previewScene = (number) =>
  asking(async () => {
    player.stop();
    preview.value = null;
    take(await post(of("render"), { scene: number }));
  });

let previews = 0;

function hearPreview(number) {
  previews += 1;
  preview.value = { scene: number, url: `${of("render", "scene.mp3")}?heard=${Date.now()}-${previews}` };
}

/** Hear the story from a scene on, line by line; what is being rendered goes on. */
export const hearFrom = (number) => {
  const first = script.value.scenes.find((one) => one.number === number)?.first ?? 1;
  player.playFrom(first);
};

/** Hold an audio element whenever lines are heard. */
export const holdWhileLinesPlay = (audio) => effect(() => void (player.playing.value !== null && audio.current?.pause()));
