// Draws what is in sight, and nothing else.

import * as store from "../store.js";
import { colours } from "./colours.js";
import * as lens from "./lens.js";
import { details, overview, selectedColumn, selectedLine } from "./paint_lines.js";
import { foot } from "./paint_sounds.js";
import { BAND, footHeight, headHeight, laneHeight, RULER } from "./rows.js";
import { below, picked } from "./track.js";
import { write } from "./write.js";

export const DETAIL = 8; // pixels a second, from which on every line is drawn by itself
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

// ------------------------------------------------------------------ time, chapters, scenes

function ruler(pen) {
  const { context, hue, width, first, last } = pen;
  const step = STEPS.find((one) => one * lens.scale.value >= 64) ?? 28800;
  context.fillStyle = hue.sunken;
  context.fillRect(0, 0, width, RULER);
  for (let at = Math.ceil(first / step) * step; at <= last; at += step) {
    const x = Math.round(lens.x(at));
    context.fillStyle = hue.edge;
    context.fillRect(x, 4, 1, 12);
    write(pen, told(at, step), x + 4, 10, 60, { colour: hue.quiet, size: 11 });
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

// ------------------------------------------------------------------ trouble

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
