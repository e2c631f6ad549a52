// What every view is made of: preact's elements written as HTML, and signals that redraw who reads them.

import { Component, createContext, h, render } from "preact";
import { useCallback, useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import htm from "htm";
import { batch, computed, effect, signal, untracked } from "signals";

export const html = htm.bind(h);
export { Component, createContext, render };
export { useCallback, useContext, useEffect, useLayoutEffect, useMemo, useRef, useState };
export { batch, computed, effect, signal, untracked };

/** Return the value of a function of signals, and redraw the component whenever it becomes another. */
export function useValue(read) {
  const reading = useRef(read);
  reading.current = read;
  const value = untracked(read);
  const [, redraw] = useState(0);
  const shown = useRef(value);
  shown.current = value;
  useEffect(
    () =>
      effect(() => {
        const now = reading.current();
        if (!Object.is(now, shown.current)) {
          shown.current = now;
          redraw((times) => times + 1);
        }
      }),
    [],
  );
  return value;
}

/** Return class names joined, without those that are false. */
export const classes = (...names) => names.filter(Boolean).join(" ");

/** Return "1 line", "2 lines". */
export const count = (number, noun, nouns = `${noun}s`) => `${number.toLocaleString()} ${number === 1 ? noun : nouns}`;

/** Return seconds as "0:07", "12:30" or "1:02:03". */
export function clock(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

const sheets = new Map();

/** Load a sheet once. */
export function sheet(name) {
  if (!sheets.has(name)) {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: `/page/${name}` });
    sheets.set(name, new Promise((done) => (link.onload = link.onerror = done)));
    document.head.append(link);
  }
  return sheets.get(name);
}
