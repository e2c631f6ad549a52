// Which part of the episode is in sight: from when, and how many pixels a second has.

import { batch, signal } from "../ui.js";
import { number, track } from "./track.js";

const MOST = 600; // pixels a second: a word of 0.2 s is then 120 wide
const MARGIN = 1.02; // of the whole episode, so that its end is seen

export const from = signal(0);
export const scale = signal(0); // 0 until the canvas has a size
export const width = signal(0);
let is_fit = true;

const whole = () => Math.max(0.5, track.value?.seconds ?? 1) * MARGIN;
const least = () => width.value / whole();

/** Return where in the canvas a time stands. */
export const x = (seconds) => (seconds - from.value) * scale.value;
export const time = (pixels) => from.value + pixels / scale.value;

/** Show from a time on, at a scale; both within what there is. */
export function show(seconds, pixels) {
  const now = Math.min(Math.max(pixels, least()), Math.max(MOST, least()));
  is_fit = now <= least() * 1.0001;
  batch(() => {
    scale.value = now;
    from.value = Math.min(Math.max(0, seconds), Math.max(0, whole() - width.value / now));
  });
}

export const fit = () => show(0, 0);
export const isWhole = () => is_fit;

/** Zoom by a factor; what stands at a pixel stays there, or what stood at another comes there. */
export function zoom(factor, at = null, was = at) {
  const anchor = at ?? anchored();
  const there = time(was ?? anchor);
  const now = Math.min(Math.max(scale.value * factor, least()), Math.max(MOST, least()));
  show(there - anchor / now, now);
}

/** Return the pixel that a zoom without a pointer keeps: the selected line's where it is in sight, else the middle. */
function anchored() {
  const now = track.value;
  const place = now && number.value !== null ? x(now.starts[number.value - 1]) : -1;
  return place >= 0 && place <= width.value ? place : width.value / 2;
}

export const pan = (pixels) => show(from.value + pixels / scale.value, scale.value);

/** Have a stretch of time in sight, if it is not. */
export function reveal(start, end = start) {
  const [left, right] = [x(start), x(end)];
  const room = Math.min(60, width.value / 8);
  if (left >= 0 && (right <= width.value || (left < width.value - room && right - left > width.value / 2))) return;
  const length = Math.min(end - start, (width.value - room) / scale.value);
  show(start - (width.value / scale.value - length) / 2, scale.value);
}

/** Have a stretch fill the canvas. */
export const frame = (start, end) => {
  const pixels = (width.value * 0.86) / Math.max(0.05, end - start);
  show(start - (width.value * 0.07) / pixels, pixels);
};

/** Take in another width of the canvas. */
export function resize(pixels) {
  if (pixels === width.value) return;
  const was_shown = scale.value > 0 && !is_fit;
  width.value = pixels;
  if (was_shown) show(from.value, scale.value);
  else fit();
}

/** Go on showing the same after the timeline has become another: what is selected stays where it was. */
export function follow(before, now) {
  if (width.value === 0) return;
  if (is_fit || before === null) return fit();
  const at = (number.value ?? 1) - 1;
  show(from.value + (now.starts[at] ?? 0) - (before.starts[at] ?? 0), scale.value);
}
