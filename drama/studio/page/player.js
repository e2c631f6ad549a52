// Plays lines one after another: two audio elements take turns, and the next line is fetched while one is heard.

import { batch, signal } from "./ui.js";
import { get, ofStory } from "./api.js";
import { say, script, story } from "./store.js";

export const playing = signal(null); // the number of the line that is heard
export const paused = signal(false);
export const waiting = signal(false); // a line is being recorded
export const position = signal(0); // seconds into the line
export const title = signal(""); // what is heard that is no line

const PAUSE_MS = { line: 260, paragraph: 450, scene: 1500 }; // between lines that are heard without the episode's timeline

let queue = []; // [{ url, line }]
let at = -1;
let turn = 0;
let timer = null;
const players = [new Audio(), new Audio()];

for (const player of players) {
  player.preload = "auto";
  player.addEventListener("ended", () => player === players[turn] && after());
  player.addEventListener("playing", () => player === players[turn] && (waiting.value = false));
  player.addEventListener("timeupdate", () => player === players[turn] && (position.value = player.currentTime));
  player.addEventListener("error", () => player === players[turn] && player.getAttribute("src") && failed(player));
}

/** Return the address of a line's sound; the revision makes it another one whenever anything changed. */
export const soundOf = (line, voice = null) =>
  `${ofStory(story.value, "lines", line, "sound.wav")}?revision=${script.value.revision}${voice === null ? "" : `&voice=${encodeURIComponent(voice)}`}`;

/** Play lines by number, in a voice of choice; what was playing stops. */
export const playLines = (numbers, voice = null) => play(numbers.map((line) => ({ line, url: soundOf(line, voice) })));

export const playFrom = (number) => {
  const rest = script.value.lines.slice(number - 1).map((line) => line.number);
  return playLines(rest);
};

/** Play sounds: [{ url, line, title }], where line may be null. */
export function play(sounds) {
  stop();
  queue = sounds;
  start(0);
}

export function stop() {
  clearTimeout(timer);
  for (const player of players) {
    player.pause();
    player.removeAttribute("src");
  }
  queue = [];
  at = -1;
  batch(() => {
    playing.value = null;
    paused.value = waiting.value = false;
    position.value = 0;
  });
}

export function toggle() {
  if (at < 0) return false;
  const player = players[turn];
  paused.value = !paused.value;
  if (paused.value) {
    clearTimeout(timer);
    player.pause();
  } else if (player.ended) start(at + 1);
  else player.play();
  return true;
}

export const skip = (by) => (at < 0 ? false : start(Math.min(Math.max(at + by, 0), queue.length - 1)));

function start(index) {
  clearTimeout(timer);
  players[turn].pause();
  if (index >= queue.length) return stop();
  const next = players[1 - turn];
  const { url, line, title: called = "" } = queue[index];
  turn = 1 - turn;
  at = index;
  batch(() => {
    playing.value = line ?? 0;
    title.value = called;
    waiting.value = true;
    paused.value = false;
    position.value = 0;
  });
  if (next.getAttribute("src") !== url) next.src = url;
  next.currentTime = 0;
  next.play().catch(() => {}); // an error event follows where it is one
  const spare = players[1 - turn];
  if (queue[index + 1]) spare.src = queue[index + 1].url;
  return true;
}

function after() {
  const [now, next] = [queue[at], queue[at + 1]];
  if (!next) return stop();
  const [line, follower] = [script.value.lines[now.line - 1], script.value.lines[next.line - 1]];
  const apart = !line || !follower ? "line" : line.scene !== follower.scene ? "scene" : line.paragraph !== follower.paragraph ? "paragraph" : "line";
  timer = setTimeout(() => start(at + 1), line?.how?.pause_after ?? PAUSE_MS[apart]);
}

async function failed(player) {
  const url = player.getAttribute("src");
  stop();
  try {
    await get(url);
    say("The browser cannot play this recording.", "wrong");
  } catch (refused) {
    say(refused.message, "wrong");
  }
}
