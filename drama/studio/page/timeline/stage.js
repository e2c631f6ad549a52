// The canvas, the names of the lanes beside it, and what a screen reader finds in their place.

import { effect as watch, clock, html, signal, useEffect, useLayoutEffect, useRef, useValue } from "../ui.js";
import * as player from "../player.js";
import * as store from "../store.js";
import * as colours from "./colours.js";
import { arrived } from "./envelopes.js";
import * as gestures from "./gestures.js";
import * as lens from "./lens.js";
import { paint } from "./paint.js";
import { listen } from "./pointer.js";
import { FOOT, footHeight, headHeight, laneHeight } from "./rows.js";
import * as timeline from "./track.js";

const AROUND = 40; // items that a screen reader finds before and behind the selected one
const height = signal(0);

export function Stage() {
  const now = useValue(() => timeline.track.value);
  const high = useValue(() => height.value);
  const names = useRef(null);
  const holder = useRef(null);
  const canvas = useRef(null);
  const head = useRef(null);
  const tip = useRef(null);
  useCanvas(holder, canvas, names);
  usePlayhead(head);
  useLayoutEffect(() => {
    gestures.focused.current = holder.current;
    return listen(canvas.current, {
      scrolled: () => names.current.scrollTop,
      scroll: (by) => (names.current.scrollTop += by),
      tell: (there, event) => showTip(tip.current, there, event),
    });
  }, []);
  const room = high - headHeight(now) - footHeight;
  const lane = laneHeight(now, room);
  const selected = useValue(() => store.selected_line.value?.at ?? null);
  const picked = useValue(() => timeline.effect.value?.id ?? null);
  useLayoutEffect(() => seeLane(names.current, now, lane), [selected, lane]);
  return html`<div class="staged">
    <div class="gutter" aria-hidden="true">
      <div class="over" style=${{ height: `${headHeight(now)}px` }}>${clock(now.seconds)}</div>
      <div class="names" tabindex="-1" ref=${names}>${now.lanes.map((one) => html`<p key=${one.called} class=${one.colour} style=${{ height: `${lane}px` }} title=${one.called.slice(0, 80)}>${one.called.slice(0, 60)}</p>`)}</div>
      <div class="under">${Object.entries(FOOT).map(([name, high]) => html`<p key=${name} style=${{ height: `${high}px` }}>${name}</p>`)}</div>
    </div>
    <div class="track" ref=${holder} role="listbox" tabindex="0" aria-label=${`Timeline, ${clock(now.seconds)}`} aria-activedescendant=${picked !== null ? idOf(picked) : selected !== null ? `line-${selected}` : null}>
      <canvas ref=${canvas} aria-hidden="true"></canvas>
      <div class="playhead" ref=${head} aria-hidden="true" hidden></div>
      <div class="tip" ref=${tip} aria-hidden="true" hidden></div>
      <${Items} now=${now} />
    </div>
  </div>`;
}

/** What is in the scene around the selected line, as options of the list box. */
function Items({ now }) {
  const selected = useValue(() => timeline.effect.value?.id ?? timeline.number.value);
  const here = useValue(() => timeline.scene.value);
  const at = now.order.indexOf(selected);
  const lines = store.script.value.lines;
  const first = Math.max(0, at - AROUND);
  const shown = now.order.slice(first, Math.max(0, at) + AROUND).map((one, index) => [one, first + index]).filter(([one]) => sceneOf(now, lines, one) === here);
  return html`<div class="hidden" role="presentation">${shown.map(([one, index]) => html`<div key=${one} role="option" id=${typeof one === "string" ? idOf(one) : `line-${lines[one - 1]?.at}`}
    aria-selected=${one === selected} aria-posinset=${index + 1} aria-setsize=${now.order.length} onClick=${() => gestures.select(one)}>${inWords(now, lines, one)}</div>`)}</div>`;
}

/** Return the id of an effect's option: without the spaces of its name. */
const idOf = (effect) => `effect-${effect.replace(/\s+/g, "_")}`;

const sceneOf = (now, lines, one) => (typeof one === "string" ? now.effect.get(one)?.scene : lines[one - 1]?.scene);

/** Return what an item is, in words. */
function inWords(now, lines, one) {
  if (typeof one === "string") {
    const effect = now.effect.get(one);
    return effect ? `${effect.is_muted ? "Muted effect" : "Effect"} ${effect.sound.slice(0, 80)}, ${effect.is_after ? "behind" : "before"} line ${effect.line}, at ${clock(effect.start)}${effect.is_muted || effect.is_heard ? "" : ", not heard in this style"}` : "";
  }
  const line = lines[one - 1];
  if (!line) return "";
  const spots = now.trouble.filter((spot) => spot.line === one);
  return `${line.speaker ?? "Narrator"}: ${line.text.slice(0, 300)} Line ${one}, at ${clock(now.starts[one - 1])}, ${(now.ends[one - 1] - now.starts[one - 1]).toFixed(1)} seconds${now.estimated[one - 1] ? ", estimated" : ""}${spots.map((spot) => `. Trouble: ${spot.about}`).join("")}`;
}

/** Draw whenever something that is seen has changed, once a frame at most. */
function useCanvas(holder, canvas, names) {
  useLayoutEffect(() => {
    const context = canvas.current.getContext("2d");
    let frame = 0;
    const draw = () => {
      frame = 0;
      const now = timeline.track.value;
      if (now === null || lens.scale.value === 0) return;
      const [wide, high, ratio] = [lens.width.value, height.value, devicePixelRatio];
      const [across, down] = [Math.round(wide * ratio), Math.round(high * ratio)];
      if (canvas.current.width !== across || canvas.current.height !== down) Object.assign(canvas.current, { width: across, height: down });
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      paint(holder.current, context, now, { width: wide, height: high, scrolled: names.current.scrollTop, heard: player.playing.value, held: gestures.held.value });
      Object.assign(canvas.current.dataset, { from: lens.from.value, scale: lens.scale.value });
    };
    const later = () => (frame ||= requestAnimationFrame(draw));
    const stop = watch(() => {
      [timeline.track, timeline.picked, lens.from, lens.scale, lens.width, height, store.selected_line, player.playing, gestures.held, arrived].forEach((one) => one.value);
      later();
    });
    const observer = new ResizeObserver(() => {
      const box = holder.current.getBoundingClientRect();
      height.value = Math.floor(box.height);
      if (box.width > 0) lens.resize(Math.floor(box.width));
      later();
    });
    observer.observe(holder.current);
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    const recoloured = () => (colours.forget(), later());
    scheme.addEventListener("change", recoloured);
    names.current.addEventListener("scroll", later);
    colours.forget();
    return () => {
      cancelAnimationFrame(frame);
      stop();
      observer.disconnect();
      scheme.removeEventListener("change", recoloured);
    };
  }, []);
}

/** Have the line that is heard go along under a line across all rows; follow it as long as it is in sight. */
function usePlayhead(head) {
  const heard = useValue(() => player.playing.value);
  const paused = useValue(() => player.paused.value);
  useEffect(() => {
    let [frame, told, since] = [0, -1, 0];
    const is_still = matchMedia("(prefers-reduced-motion: reduce)").matches; // then it goes on by steps
    const go = (moment) => {
      const now = timeline.track.value;
      if (player.position.value !== told) [told, since] = [player.position.value, moment];
      const run = paused || player.waiting.value || is_still ? 0 : Math.min(0.4, (moment - since) / 1000);
      const at = heard ? Math.min(now?.ends[heard - 1] ?? 0, (now?.starts[heard - 1] ?? 0) + told + run) : -1;
      const x = lens.x(at);
      const is_seen = at >= 0 && x >= 0 && x <= lens.width.value;
      if (head.current) {
        head.current.hidden = !is_seen;
        head.current.style.transform = `translateX(${x}px)`;
      }
      if (is_seen && x > lens.width.value * 0.92 && !paused) lens.pan(lens.width.value * 0.8);
      frame = heard ? requestAnimationFrame(go) : 0;
    };
    frame = requestAnimationFrame(go);
    return () => cancelAnimationFrame(frame);
  }, [heard, paused]);
}

/** Have the lane of the selected line in sight. */
function seeLane(names, now, lane) {
  const number = timeline.number.value;
  if (number === null || !names) return;
  const top = now.lane[number - 1] * lane;
  if (top < names.scrollTop) names.scrollTop = top;
  else if (top + lane > names.scrollTop + names.clientHeight) names.scrollTop = top + lane - names.clientHeight;
}

function showTip(tip, there, event) {
  const now = timeline.track.value;
  const spot = now?.trouble[there?.spot];
  const one = spot?.line ?? there?.effect?.id ?? (there?.is_on ? there.number : null);
  tip.hidden = one === null || one === undefined;
  document.documentElement.classList.toggle("over-item", !tip.hidden);
  if (tip.hidden) return;
  const line = typeof one === "number" ? store.script.value.lines[one - 1] : null;
  tip.textContent = spot ? spot.about : line ? `${one} ${line.speaker?.slice(0, 40) ?? "Narrator"}: ${line.text.slice(0, 140)}` : inWords(now, [], one);
  const box = tip.parentElement.getBoundingClientRect();
  const right = event.clientX - box.left > box.width / 2;
  tip.style.transform = `translate(${event.clientX - box.left + (right ? -12 : 12)}px, ${Math.max(0, event.clientY - box.top - 30)}px)${right ? " translateX(-100%)" : ""}`;
}
