// Mouse, pen and fingers on the canvas: a click selects and hears, a drag moves what is seen or an effect.

import * as gestures from "./gestures.js";
import * as lens from "./lens.js";
import { DETAIL } from "./paint.js";
import { rowAt } from "./rows.js";
import { below, between, closest, closestTo, track } from "./track.js";

const FAR_PX = 5; // a press that moves less is a click
const REACH_PX = 12; // of an effect's sign
const TO_ZOOM = 0.0022; // of a wheel's pixel

/** Return the line at a point, or near it. */
function lineAt(now, x, lane) {
  const near = 6 / lens.scale.value;
  const seconds = lens.time(x);
  const [from, to] = between(now, seconds - near, seconds + near);
  let found = null;
  for (let at = from; at < to; at++) {
    if (lane !== undefined && now.lane[at] !== lane) continue;
    const apart = Math.max(0, now.starts[at] - seconds, seconds - now.ends[at]);
    if (apart <= near && (found === null || apart < found.apart)) found = { number: at + 1, apart };
  }
  return found?.number ?? null;
}

function effectAt(now, x) {
  const scale = lens.scale.value;
  const from = below(now.effects.map((one) => one.start), lens.time(x) - 120 / scale);
  let found = null;
  for (const one of now.effects.slice(from)) {
    const apart = x - lens.x(one.start);
    if (apart < -REACH_PX) break;
    if (apart <= REACH_PX || (scale >= DETAIL && apart < 90)) found = one;
  }
  return found;
}

/** Return which spot of trouble is marked at a pixel of the ruler; -1 for none. */
function spotAt(now, x) {
  const at = closestTo(now.trouble_starts, lens.time(x));
  return at >= 0 && Math.abs(lens.x(now.trouble_starts[at]) - x) <= 7 ? at : -1;
}

/** Return what stands at a point of the canvas: { row, number, effect, back, spot }. */
export function at(canvas, scrolled, event) {
  const box = canvas.getBoundingClientRect();
  const [x, y] = [event.clientX - box.left, event.clientY - box.top];
  const now = track.value;
  if (now === null) return null;
  const { row, lane } = rowAt(now, y, box.height, scrolled);
  const effect = row === "effects" ? effectAt(now, x) : null;
  const number = row === "lane" ? lineAt(now, x, lane) ?? lineAt(now, x) ?? closest(now, lens.time(x)) : row === "effects" ? null : closest(now, lens.time(x));
  const back = row === "beds" || row === "music" ? now.backs.find((one) => (one.part === "bed") === (row === "beds") && lens.x(one.start) <= x && x <= lens.x(one.start + one.seconds)) : null;
  const spot = row === "ruler" ? spotAt(now, x) : -1;
  return { x, y, row, effect, number, back, spot, is_on: row === "lane" && lineAt(now, x, lane) !== null };
}

/** Listen to a canvas; `scrolled` tells and sets how far the lanes are scrolled, `tell` says what is under the pointer. */
export function listen(canvas, { scrolled, scroll, tell }) {
  const fingers = new Map();
  let drag = null;
  let pinch = null;

  const down = (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, event);
    if (fingers.size === 2) {
      pinch = spread([...fingers.values()]);
      if (drag?.effect) gestures.letGo();
      drag = null;
    } else if (fingers.size === 1) drag = { x: event.clientX, y: event.clientY, last_x: event.clientX, last_y: event.clientY, ...picked(at(canvas, scrolled(), event)), is_moved: false };
  };
  const picked = (there) => ({ there, effect: there?.effect ?? null });
  const move = (event) => {
    if (!fingers.has(event.pointerId)) return void (event.pointerType === "mouse" && tell(at(canvas, scrolled(), event), event));
    fingers.set(event.pointerId, event);
    if (fingers.size === 2 && pinch !== null) return void zoomed();
    if (drag === null) return;
    if (!drag.is_moved && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < FAR_PX) return;
    if (drag.is_moved && drag.effect && gestures.held.value === null) return void (drag = null); // Esc was pressed
    drag.is_moved = true;
    tell(null);
    if (drag.effect) gestures.held.value = { id: drag.effect.id, line: closest(track.value, lens.time(event.clientX - canvas.getBoundingClientRect().left)) };
    else {
      lens.pan(drag.last_x - event.clientX);
      scroll(drag.last_y - event.clientY);
    }
    [drag.last_x, drag.last_y] = [event.clientX, event.clientY];
  };
  const zoomed = () => {
    const now = spread([...fingers.values()]);
    const left = canvas.getBoundingClientRect().left;
    lens.zoom(now.apart / pinch.apart, now.x - left, pinch.x - left);
    pinch = now;
  };
  const up = (event) => {
    const was = drag;
    if (!fingers.delete(event.pointerId)) return;
    if (fingers.size < 2) pinch = null;
    drag = null;
    if (was === null) return;
    if (was.effect && was.is_moved) {
      const goal = gestures.held.value;
      if (goal) gestures.move(goal.id, goal.line);
    } else if (!was.is_moved) clicked(was.there);
  };
  const cancel = (event) => {
    fingers.delete(event.pointerId);
    drag = pinch = null;
    gestures.letGo();
  };
  const wheel = (event) => {
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 16 : 1;
    const [dx, dy] = [event.deltaX * unit, event.deltaY * unit];
    if (event.shiftKey || Math.abs(dx) > Math.abs(dy)) lens.pan(dx || dy);
    else lens.zoom(Math.exp(-dy * TO_ZOOM * (event.ctrlKey ? 4 : 1)), event.clientX - canvas.getBoundingClientRect().left);
  };
  const twice = (event) => {
    const there = at(canvas, scrolled(), event);
    if (there?.row !== "effects" || there.effect) return;
    gestures.select(closest(track.value, lens.time(there.x)), { is_shown: false });
    gestures.put();
  };
  const listeners = { pointerdown: down, pointermove: move, pointerup: up, pointercancel: cancel, wheel, dblclick: twice, pointerleave: () => tell(null) };
  for (const [name, listener] of Object.entries(listeners)) canvas.addEventListener(name, listener, { passive: false });
  return () => Object.entries(listeners).forEach(([name, listener]) => canvas.removeEventListener(name, listener));
}

const spread = ([one, other]) => ({ x: (one.clientX + other.clientX) / 2, apart: Math.max(10, Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY)) });

function clicked(there) {
  if (there === null) return;
  gestures.focus();
  if (there.effect) {
    gestures.select(there.effect.id, { is_shown: false });
    gestures.hear();
  } else if (there.spot >= 0) gestures.goToTrouble(there.spot);
  else if (there.number !== null) {
    gestures.select(there.number, { is_shown: false });
    if (there.is_on) gestures.hear();
    else if (there.back) gestures.hearSound(there.back.name);
  }
}
