// Keys: each view says which it takes and what they do, and "?" shows them all.

import { signal, useLayoutEffect, useRef } from "./ui.js";

export const groups = signal([]); // [{ title, keys: [{ keys: ["Enter"], label, do, hidden }] }], the newest last

/**
 * Take keys as long as the component is there; what came later goes first, however often its keys are others since.
 * A key is what KeyboardEvent.key says, with "Ctrl+" where it is held.
 */
export function useKeys(title, keys, inputs = []) {
  const group = useRef(null);
  useLayoutEffect(() => {
    const now = { title, keys };
    const before = group.current;
    group.current = now;
    groups.value = groups.value.includes(before) ? groups.value.map((one) => (one === before ? now : one)) : [...groups.value, now];
  }, inputs);
  useLayoutEffect(() => () => (groups.value = groups.value.filter((one) => one !== group.current)), []);
}

const TYPING = "input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select, [contenteditable=true]";

function named(event) {
  const held = event.ctrlKey || event.metaKey ? "Ctrl+" : "";
  return held + (event.shiftKey && event.key.length > 1 ? "Shift+" : "") + (held ? event.key.toLowerCase() : event.key);
}

/** Give a key to the newest group that takes it; to nobody while somebody types, or presses a button with it. */
export function onKeyDown(event) {
  if (event.defaultPrevented || event.altKey || event.isComposing) return;
  const name = named(event);
  const target = event.target instanceof Element ? event.target : document.body;
  if (target.closest(TYPING) && !(name === "Escape")) return;
  if (document.querySelector("dialog[open]") && !target.closest("[data-keys]") && name !== "?") return;
  if ((name === "Enter" || name === " ") && target.closest("button, a, summary, [role=button], input, select")) return;
  for (const group of groups.value.slice().reverse()) {
    const found = group.keys.find((one) => one.keys.includes(name));
    if (found && found.do(event) !== false) {
      event.preventDefault();
      return;
    }
  }
}

const SIGNS = { " ": "Space", ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", Escape: "Esc" };

/** Return how a key is written for people. */
export const written = (key) => key.split("+").map((part) => SIGNS[part] ?? (part || "+")).join("+");
