// A small picture of where in the story somebody speaks.

import { computed, html } from "../ui.js";
import { script } from "../store.js";
import { NARRATOR } from "./table.js";

const BINS = 96;
const HIGH = 18;

/** Who speaks where: who => words in each part of the story; parts are equal in words. */
const spread = computed(() => {
  const found = new Map();
  const lines = script.value?.lines ?? [];
  const lengths = lines.map((line) => line.text.length);
  const whole = lengths.reduce((sum, length) => sum + length, 0) || 1;
  let before = 0;
  let borders = "";
  const begins = new Set((script.value?.scenes.length ?? 99) > 60 ? [] : script.value.scenes.slice(1).map((scene) => scene.first));
  lines.forEach((line, at) => {
    const who = line.speaker ?? NARRATOR;
    if (!found.has(who)) found.set(who, new Float32Array(BINS));
    const [first, last] = [before, before + lengths[at]].map((place) => Math.min(BINS - 1, Math.floor((place / whole) * BINS)));
    if (begins.has(lines[at].number)) borders += `M${((before / whole) * BINS).toFixed(1)} 0v${HIGH}`;
    for (let bin = first; bin <= last; bin += 1) found.get(who)[bin] += lengths[at] / (last - first + 1);
    before += lengths[at];
  });
  return { found, full: whole / BINS, borders };
});

export function Strip({ who, label }) {
  const { found, full, borders } = spread.value;
  const parts = found.get(who) ?? [];
  let path = "";
  parts.forEach((letters, bin) => {
    if (!letters) return;
    const high = Math.max(3, Math.min(1, Math.sqrt(letters / full)) * HIGH);
    path += `M${bin} ${HIGH}h1v${-high.toFixed(1)}h-1z`;
  });
  return html`<svg class="strip" viewBox=${`0 0 ${BINS} ${HIGH}`} preserveAspectRatio="none" role="img" aria-label=${label}>
    <path class="border" d=${borders} /><path d=${path} />
  </svg>`;
}
