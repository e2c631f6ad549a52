// The pause between two lines, drawn as long as it is, to drag.

import { classes, html, useRef, useValue } from "../ui.js";
import { BOUNDS, decide, keep, USUAL_PAUSE_MS, valueOf } from "./decide.js";

const PX_PER_S = 90;
const GRID_MS = 50;
const LONGEST_MS = 6000; // as it is drawn

export const seconds = (pause_ms) => `${(pause_ms / 1000).toFixed(pause_ms % 100 ? 2 : 1)} s`;

/** A bar at the foot of a line; its end is dragged. Keys and the slider in the panel do the same. */
export function PauseBar({ line }) {
  const pause = useValue(() => valueOf(line, "pause_after"));
  const from = useRef(null);
  const down = (event) => {
    event.stopPropagation();
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX, pause: pause ?? USUAL_PAUSE_MS };
  };
  const move = (event) => {
    if (from.current === null) return;
    const wished = from.current.pause + ((event.clientX - from.current.x) / PX_PER_S) * 1000;
    const now = Math.round(Math.min(BOUNDS.pause_after[1], Math.max(0, wished)) / GRID_MS) * GRID_MS;
    decide(line, "pause_after", now, 60000); // kept when it is let go
  };
  const up = () => {
    if (from.current === null) return;
    from.current = null;
    void keep();
  };
  const drawn = Math.min(pause ?? USUAL_PAUSE_MS, LONGEST_MS);
  return html`<span class=${classes("pausebar", pause === null && "usual")} aria-hidden="true" style=${{ width: `min(${Math.round((drawn / 1000) * PX_PER_S) + 26}px, 100%)` }}
    onClick=${(event) => event.stopPropagation()} onPointerDown=${down} onPointerMove=${move} onPointerUp=${up} onPointerCancel=${up}>
    <i></i><b>${pause === null ? "pause" : seconds(pause)}</b></span>`;
}
