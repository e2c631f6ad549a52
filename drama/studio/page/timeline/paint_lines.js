// Draws the lines: as stretches of speech from afar, each with its words and its loudness from near.

import * as store from "../store.js";
import { envelope, want } from "./envelopes.js";
import * as lens from "./lens.js";
import { between } from "./track.js";
import { write } from "./write.js";

const WORDS = 180; // pixels a second, from which on every word stands where it is said
const TEXT = 40; // pixels a line is wide at least to have its words in it

/** Draw who speaks when, lines that are closer than a pixel as one. */
export function overview(pen) {
  const { context, hue, now, first, last } = pen;
  const [from, to] = between(now, first, last);
  const runs = now.lanes.map(() => null);
  const flush = (lane) => {
    const run = runs[lane];
    const y = pen.top(lane) + 5;
    const colour = now.lanes[lane].colour;
    const wide = Math.max(1, run.right - run.left);
    context.globalAlpha = run.estimated ? 0.25 : 0.85;
    context.fillStyle = hue.who[colour];
    context.fillRect(run.left, y, wide, pen.lane - 10);
    if (run.estimated) {
      context.globalAlpha = 0.9;
      context.fillStyle = hue.hatch[colour];
      context.fillRect(run.left, y, wide, pen.lane - 10);
    }
    runs[lane] = null;
  };
  for (let at = from; at < to; at++) {
    const lane = now.lane[at];
    const [left, right] = [lens.x(now.starts[at]), lens.x(now.ends[at])];
    const run = runs[lane];
    if (run && left - run.right < 1 && (run.estimated === now.estimated[at] || right - left < 1.5)) {
      run.right = Math.max(run.right, right);
      run.estimated &= now.estimated[at];
      continue;
    }
    if (run) flush(lane);
    runs[lane] = { left, right, estimated: now.estimated[at] };
  }
  runs.forEach((run, lane) => run && flush(lane));
  context.globalAlpha = 1;
}

/** Draw every line by itself, with its words and how loud it is. */
export function details(pen, heard) {
  const { now, first, last, head, foot } = pen;
  const [from, to] = between(now, first, last);
  const lines = store.script.value.lines;
  const recorded = [];
  for (let at = from; at < to; at++) {
    const y = pen.top(now.lane[at]);
    if (now.ends[at] < first || y + pen.lane < head || y > foot || !lines[at]) continue;
    if (!now.estimated[at]) recorded.push(at + 1);
    line(pen, at, y + 3, pen.lane - 6, lines[at], heard === at + 1);
  }
  want(now, recorded);
}

function line(pen, at, top, high, told, is_heard) {
  const { context, hue, now, width } = pen;
  const colour = now.lanes[now.lane[at]].colour;
  const [left, right] = [lens.x(now.starts[at]), lens.x(now.ends[at])];
  const [from, to] = [Math.max(-8, left), Math.min(width + 8, right)];
  context.globalAlpha = is_heard ? 0.4 : 0.2;
  context.fillStyle = hue.who[colour];
  context.beginPath();
  context.roundRect(from, top, Math.max(2, to - from), high, 4);
  context.fill();
  if (now.estimated[at]) {
    context.globalAlpha = 0.45;
    context.fillStyle = hue.hatch[colour];
    hue.hatch[colour].setTransform(new DOMMatrix().translate(left % 6, 0));
    context.fill();
  }
  context.globalAlpha = 1;
  const is_high = high >= 34;
  const known = now.estimated[at] ? null : envelope(now, at + 1);
  if (known) loudness(pen, known, { left, from, to, top: is_high ? top + 16 : top + 2, high: is_high ? high - 18 : high - 4, colour: hue.who[colour], alpha: is_high ? 0.75 : 0.4 });
  if (to - from < TEXT) return;
  const y = is_high ? top + 9 : top + high / 2;
  if (known && known.words.length > 0 && lens.scale.value >= WORDS) words(pen, known, left, y);
  else if (!now.estimated[at] || !is_high) write(pen, told.text, Math.max(2, from) + 5, y, to - Math.max(2, from) - 8);
  else write(pen, told.text, Math.max(2, from) + 5, top + high / 2, to - Math.max(2, from) - 8);
}

function words(pen, { words: said }, left, y) {
  said.forEach(([text, start, seconds], at) => {
    const x = left + start * lens.scale.value;
    const end = left + (said[at + 1]?.[1] ?? start + seconds + 0.2) * lens.scale.value;
    if (end > 0 && x < pen.width) write(pen, text, x + 1, y, Math.max(end - x - 2, 16), { is_squeezed: true });
  });
}

function loudness({ context }, { window, peaks }, { left, from, to, top, high, colour, alpha }) {
  const each = window * lens.scale.value;
  const wide = Math.max(1, each);
  context.globalAlpha = alpha;
  context.fillStyle = colour;
  context.beginPath();
  for (let x = Math.max(0, from); x < to; x += wide) {
    const first = Math.max(0, Math.floor((x - left) / each));
    const last = Math.min(peaks.length, Math.max(first + 1, Math.floor((x + wide - left) / each)));
    let peak = 0;
    for (let at = first; at < last; at++) if (peaks[at] > peak) peak = peaks[at];
    const tall = Math.max(1, Math.min(1, peak ** 0.6 * 1.2) * high);
    context.rect(x, top + (high - tall) / 2, Math.max(0.8, wide - (wide > 3 ? 1 : 0)), tall);
  }
  context.fill();
  context.globalAlpha = 1;
}

export function selectedColumn({ context, hue, now, head, foot }, at) {
  const [left, right] = [lens.x(now.starts[at]), lens.x(now.ends[at])];
  context.globalAlpha = 0.5;
  context.fillStyle = hue.tint;
  context.fillRect(left - 1, head, Math.max(3, right - left + 2), foot - head);
  context.globalAlpha = 1;
}

export function selectedLine(pen, at) {
  const { context, hue, now } = pen;
  const [left, right] = [lens.x(now.starts[at]), lens.x(now.ends[at])];
  context.strokeStyle = hue.accent;
  context.lineWidth = 2;
  context.beginPath();
  context.roundRect(Math.max(-20, left - 1), pen.top(now.lane[at]) + 2, Math.max(5, Math.min(right, pen.width + 20) - Math.max(-20, left) + 2), pen.lane - 4, 5);
  context.stroke();
}
