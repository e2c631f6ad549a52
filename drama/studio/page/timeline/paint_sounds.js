// Draws what is heard beside the voices: effects, beds, music.

import * as lens from "./lens.js";
import { FOOT, footHeight } from "./rows.js";
import { picked } from "./track.js";
import { write } from "./write.js";

/** Draw the rows at the foot; `held` is the effect that is being moved. */
export function foot(pen, held) {
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
