// Draws what is in sight, and nothing else.

import * as store from "../store.js";
import { colours } from "./colours.js";
import { envelope, want } from "./envelopes.js";
import * as lens from "./lens.js";
import { BAND, FOOT, footHeight, headHeight, laneHeight, RULER } from "./rows.js";
import { below, between, picked } from "./track.js";

export const DETAIL = 14; // pixels a second, from which on every line is drawn by itself
const WORDS = 90; // from which on every word stands where it is said
const TEXT = 24; // from which on lines have their words
const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400];

/** Draw the timeline; `held` is the effect that is being moved and the line it would stand before. */
export function paint(holder, context, now, { width, height, scrolled, heard, held }) {
  const hue = colours(holder, context);
  const pen = { context, hue, now, width, height, first: lens.time(0), last: lens.time(width) };
  pen.head = headHeight(now);
  pen.foot = height - footHeight;
  pen.lane = laneHeight(now, pen.foot - pen.head);
  pen.top = (lane) => pen.head + lane * pen.lane - scrolled;
  context.clearRect(0, 0, width, height);
  context.textBaseline = "middle";
  scenes(pen);
  const number = store.selected_line.value?.number ?? null;
  clipped(pen, pen.head, pen.foot, () => {
    if (number !== null) selectedColumn(pen, number - 1);
    if (lens.scale.value < DETAIL) overview(pen);
    else details(pen, heard);
    if (number !== null && picked.value === null) selectedLine(pen, number - 1);
  });
  ruler(pen);
  trouble(pen);
  foot(pen, held);
}

function clipped({ context, width }, top, bottom, draw) {
  context.save();
  context.beginPath();
  context.rect(0, top, width, Math.max(0, bottom - top));
  context.clip();
  draw();
  context.restore();
}

/** Write as much of a text as there is room for. */
function write({ context, hue }, text, x, y, room, { colour = hue.ink, size = 12, weight = "" } = {}) {
  if (room < size * 1.2) return;
  context.font = `${weight} ${size}px ${hue.font}`;
  context.fillStyle = colour;
  const shown = fitting(context, text, room);
  if (shown) context.fillText(shown, x, y);
}

function fitting(context, text, room) {
  const cut = text.length > room / 2 ? text.slice(0, Math.ceil(room / 2)) : text;
  const wide = context.measureText(cut).width;
  if (wide <= room && cut === text) return text;
  const most = Math.floor((cut.length * (room - 8)) / wide);
  return most > 1 ? `${cut.slice(0, most)}…` : "";
}

// ------------------------------------------------------------------ time, chapters, scenes

function ruler(pen) {
  const { context, hue, width, first, last } = pen;
  const step = STEPS.find((one) => one * lens.scale.value >= 64) ?? 28800;
  context.fillStyle = hue.sunken;
  context.fillRect(0, 0, width, RULER);
  for (let at = Math.ceil(first / step) * step; at <= last; at += step) {
    const x = Math.round(lens.x(at));
    context.fillStyle = hue.edge;
    context.fillRect(x, RULER - 6, 1, 6);
    write(pen, told(at, step), x + 4, RULER / 2, 60, { colour: hue.quiet, size: 11 });
  }
}

function told(seconds, step) {
  const whole = Math.floor(seconds + 1e-6);
  const two = (number) => String(number).padStart(2, "0");
  const minutes = whole >= 3600 ? `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}` : Math.floor(whole / 60);
  return `${minutes}:${two(whole % 60)}${step < 1 ? (seconds - whole).toFixed(1).slice(1) : ""}`;
}

function scenes(pen) {
  const { context, hue, now, head, height } = pen;
  if (now.chapters.length > 0) bands(pen, now.chapters, RULER, (one) => one.title);
  bands(pen, now.scenes, head - BAND, (one) => (one.title ? `${one.number} · ${one.title}` : `Scene ${one.number}`));
  context.fillStyle = hue.edge;
  let last = -8;
  const [from, to] = inSight(now.scenes, pen);
  for (let at = from; at < to; at++) {
    const x = Math.round(lens.x(now.scenes[at].start));
    if (x - last < 5) continue;
    context.fillRect(x, head, 1, height - head);
    last = x;
  }
}

/** Return the first and the last + 1 of some spans that are in sight. */
function inSight(spans, { first, last }) {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle].end < first) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < spans.length && spans[end].start <= last) end++;
  return [low, end];
}

function bands(pen, spans, top, called) {
  const { context, hue, width, now } = pen;
  const [first, end] = inSight(spans, pen);
  for (let at = first; at < end; at++) {
    const left = Math.max(0, lens.x(spans[at].start));
    const right = Math.min(width, lens.x(spans[at].end));
    context.fillStyle = at % 2 === 1 ? hue.sunken : hue.raised;
    context.fillRect(left, top, right - left, BAND);
    if (right - left > 26) write(pen, called(spans[at]) ?? "", left + 6, top + BAND / 2, right - left - 10, { colour: hue.quiet, size: 11, weight: "600" });
  }
  context.fillStyle = hue.edge;
  context.fillRect(0, top + BAND - 1, Math.min(width, lens.x(now.seconds)), 1);
}

// ------------------------------------------------------------------ lines

/** Draw who speaks when, lines that are closer than a pixel as one. */
function overview(pen) {
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
function details(pen, heard) {
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
  if (lens.scale.value < TEXT) return;
  const y = is_high ? top + 9 : top + high / 2;
  if (known && known.words.length > 0 && lens.scale.value >= WORDS) words(pen, known, left, y);
  else if (!now.estimated[at] || !is_high) write(pen, told.text, Math.max(2, from) + 5, y, to - Math.max(2, from) - 8);
  else write(pen, told.text, Math.max(2, from) + 5, top + high / 2, to - Math.max(2, from) - 8);
}

function words(pen, { words: said }, left, y) {
  said.forEach(([text, start, seconds], at) => {
    const x = left + start * lens.scale.value;
    const end = left + (said[at + 1]?.[1] ?? start + seconds + 0.2) * lens.scale.value;
    if (end > 0 && x < pen.width) write(pen, text, x + 1, y, Math.max(end - x - 2, 16));
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

function selectedColumn({ context, hue, now, head, foot }, at) {
  const [left, right] = [lens.x(now.starts[at]), lens.x(now.ends[at])];
  context.globalAlpha = 0.5;
  context.fillStyle = hue.tint;
  context.fillRect(left - 1, head, Math.max(3, right - left + 2), foot - head);
  context.globalAlpha = 1;
}

function selectedLine(pen, at) {
  const { context, hue, now } = pen;
  const [left, right] = [lens.x(now.starts[at]), lens.x(now.ends[at])];
  context.strokeStyle = hue.accent;
  context.lineWidth = 2;
  context.beginPath();
  context.roundRect(Math.max(-20, left - 1), pen.top(now.lane[at]) + 2, Math.max(5, Math.min(right, pen.width + 20) - Math.max(-20, left) + 2), pen.lane - 4, 5);
  context.stroke();
}

// ------------------------------------------------------------------ trouble, effects, beds, music

function trouble({ context, hue, now, first, last, width }) {
  let reached = -9;
  const starts = now.trouble_starts;
  for (let at = below(starts, first - 1); at < starts.length && starts[at] <= last; at++) {
    const x = Math.min(width - 5, Math.max(5, lens.x(starts[at])));
    if (x - reached < 5) continue;
    reached = x;
    context.fillStyle = now.trouble[at].severity >= 0.7 ? hue.wrong : hue.warn;
    context.beginPath();
    context.moveTo(x - 5, RULER - 9);
    context.lineTo(x + 5, RULER - 9);
    context.lineTo(x, RULER);
    context.fill();
  }
}

function foot(pen, held) {
  const { context, hue, now, width, height } = pen;
  context.fillStyle = hue.ground;
  context.fillRect(0, pen.foot, width, footHeight);
  context.fillStyle = hue.edge;
  for (const y of [pen.foot, pen.foot + FOOT.effects, pen.foot + FOOT.effects + FOOT.beds, height - 1]) context.fillRect(0, y, width, 1);
  for (const one of now.backs) {
    const [left, right] = [lens.x(one.start), lens.x(one.start + one.seconds)];
    if (right < 0 || left > width) continue;
    const is_bed = one.part === "bed";
    const y = pen.foot + FOOT.effects + (is_bed ? 0 : FOOT.beds) + 3;
    const from = Math.max(0, left);
    context.globalAlpha = 0.28;
    context.fillStyle = is_bed ? hue.good : hue.accent;
    context.fillRect(from, y, Math.max(2, Math.min(width, right) - from), FOOT.beds - 6);
    context.globalAlpha = 1;
    write(pen, is_bed ? one.name : `${one.part === "music" ? "" : `${one.part}: `}${one.name}`, from + 5, y + FOOT.beds / 2 - 3, Math.min(width, right) - from - 8, { size: 11 });
  }
  effects(pen, held);
}

function effects(pen, held) {
  const { context, hue, now, width } = pen;
  const y = pen.foot + FOOT.effects / 2;
  const shown = now.effects.filter((one) => lens.x(one.start) > -200 && lens.x(one.start) < width + 20);
  shown.forEach((one, at) => {
    const x = lens.x(held?.id === one.id ? now.starts[held.line - 1] : one.start);
    const next = shown[at + 1] && held?.id !== one.id ? lens.x(shown[at + 1].start) : width;
    if (next - x < 3 && one.id !== picked.value) return;
    context.globalAlpha = one.is_muted || !one.is_heard ? 0.5 : 1;
    if (one.seconds > 0 && held?.id !== one.id) {
      context.fillStyle = hue.tint;
      context.fillRect(x, y - 9, one.seconds * lens.scale.value, 18);
    }
    mark(context, x, y, one.is_muted, hue.accent);
    write(pen, one.sound, x + 10, y, Math.min(next - x - 12, 160), { colour: one.is_muted ? hue.quiet : hue.ink });
    context.globalAlpha = 1;
    if (one.id === picked.value) {
      context.strokeStyle = hue.accent;
      context.lineWidth = 2;
      context.strokeRect(x - 9, y - 11, 18, 22);
    }
  });
  if (held) {
    context.fillStyle = hue.accent;
    context.fillRect(Math.round(lens.x(now.starts[held.line - 1])) - 1, pen.head, 2, pen.foot - pen.head);
  }
}

/** Draw the sign of an effect: full where it is heard, hollow and crossed where it is muted. */
function mark(context, x, y, is_muted, colour) {
  context.strokeStyle = context.fillStyle = colour;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x, y - 7);
  context.lineTo(x + 6, y);
  context.lineTo(x, y + 7);
  context.lineTo(x - 6, y);
  context.closePath();
  if (is_muted) {
    context.moveTo(x - 7, y + 7);
    context.lineTo(x + 7, y - 7);
    context.stroke();
  } else context.fill();
}
