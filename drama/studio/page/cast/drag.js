// Dragging: a voice onto a card, or (with Shift held) a card onto another.

import { html, signal, useValue } from "../ui.js";
import { dialog, give, hand, letGo, offer, propose } from "./casting.js";

const FAR_PX = 6; // a press that moves less is a click
const EDGE_PX = 56; // near the edges, what is below scrolls
export const dragged = signal(null); // { label, x, y, kind }

/** Begin to drag a voice, if the pointer moves; fingers scroll, and tap instead. */
export const dragVoice = (event, voice) =>
  drag(event, voice, "voice", {
    begin: () => (hand.value = voice),
    over: (who) => propose(who, who === null ? null : voice),
    drop: (who) => (who === null || offer.value?.is_same ? letGo() : give(who, voice)),
    cancel: letGo,
  });

/** Begin to drag somebody onto somebody else, with Shift held. */
export function dragCard(event, one) {
  if (!event.shiftKey || one.is_narrator) return;
  event.preventDefault();
  const mark = (who) => document.querySelectorAll("[data-who]").forEach((card) => card.classList.toggle("onto", card.dataset.who === who && who !== one.key && who !== "narrator"));
  drag(event, one.name, "person", {
    begin: () => {},
    over: mark,
    drop: (who) => {
      mark(null);
      if (who !== null && who !== one.key && who !== "narrator") dialog.value = { kind: "merge", who, other: one.key };
    },
    cancel: () => mark(null),
  });
}

function drag(event, label, kind, { begin, over, drop, cancel }) {
  if (event.pointerType === "touch" || event.button !== 0) return;
  const [from_x, from_y] = [event.clientX, event.clientY];
  let scroll = null;
  const under = (x, y) => document.elementFromPoint(x, y)?.closest("[data-who]")?.dataset.who ?? null;
  const move = (now) => {
    if (dragged.value === null) {
      if (Math.hypot(now.clientX - from_x, now.clientY - from_y) < FAR_PX) return;
      begin();
      document.documentElement.classList.add("dragging");
      getSelection().removeAllRanges();
      scroll = setInterval(() => scrollAt(dragged.value?.y ?? 0), 16);
    }
    now.preventDefault();
    dragged.value = { label, kind, x: now.clientX, y: now.clientY };
    over(under(now.clientX, now.clientY));
  };
  const end = (how) => {
    const was = dragged.value !== null;
    clearInterval(scroll);
    dragged.value = null;
    document.documentElement.classList.remove("dragging");
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", up);
    removeEventListener("pointercancel", stop);
    removeEventListener("keydown", key, true);
    if (was) how();
    return was;
  };
  const up = (now) => {
    if (end(() => drop(under(now.clientX, now.clientY)))) addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", swallow, true));
  };
  const stop = () => end(cancel);
  const key = (now) => now.key === "Escape" && dragged.value !== null && (now.preventDefault(), now.stopPropagation(), stop());
  addEventListener("pointermove", move);
  addEventListener("pointerup", up);
  addEventListener("pointercancel", stop);
  addEventListener("keydown", key, true);
}

function swallow(event) {
  event.preventDefault();
  event.stopPropagation();
}

function scrollAt(y) {
  const list = document.querySelector(".cast .cards");
  const box = list?.getBoundingClientRect();
  if (!box) return;
  if (y > box.bottom - EDGE_PX) list.scrollTop += 12;
  else if (y < box.top + EDGE_PX) list.scrollTop -= 12;
}

/** What the pointer carries. */
export function Ghost() {
  const now = useValue(() => dragged.value);
  if (now === null) return null;
  return html`<div class=${`ghost ${now.kind}`} style=${{ transform: `translate(${now.x + 12}px, ${now.y + 8}px)` }} aria-hidden="true">${now.label.slice(0, 40)}</div>`;
}
