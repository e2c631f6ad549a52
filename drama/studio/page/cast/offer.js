// What giving somebody a voice would do: the price, and with whom the voice would be mixed up.

import { classes, count, html } from "../ui.js";
import { called, inScenes, listed, voice_of, wouldClash } from "./table.js";

/** Return how long something takes, in words. */
export function howLong(seconds) {
  if (seconds === null || seconds === undefined) return "how long has not been measured here";
  if (seconds < 1) return "under a second";
  return seconds < 90 ? `about ${Math.round(seconds)}\u00a0s` : `about ${Math.round(seconds / 60)}\u00a0min`;
}

export function priceInWords(price) {
  if (!price.lines) return price.recorded ? "All of it is recorded in this voice already." : "There is nothing to record.";
  const already = price.recorded ? `; ${price.recorded} recorded already` : "";
  return `Records ${count(price.lines, "line")} in ${count(price.scenes.length, "scene")}: ${howLong(price.seconds)}${already}.`;
}

/** What is offered to somebody, where a card or the voices show it. */
export function Offer({ offer, id = null, is_live = true }) {
  const { who, voice, price, problem, is_same } = offer;
  const alike = is_same ? [] : wouldClash(who, voice);
  const before = voice_of.value.get(who)?.name;
  return html`<div class="offer" id=${id} role=${is_live ? "status" : null} data-state=${price || problem || is_same ? "known" : "asking"}>
    <p class="swap">${is_same ? html`<b>${voice}</b> speaks ${called(who)} now` : html`<s>${before}</s> → <b>${voice}</b>`}</p>
    ${!is_same && html`<p class=${classes("price", problem && "wrong")}>${problem ?? (price ? priceInWords(price) : "What would it cost? …")}</p>`}
    ${!is_same && html`<p class=${alike.length ? "alike" : "clear"}>${alike.length
      ? `Sounds like ${listed(alike.map((one) => one.who))} in ${inScenes([...new Set(alike.flatMap((one) => one.scenes))].sort((a, b) => a - b))}`
      : "Easy to tell from everybody met"}</p>`}
  </div>`;
}
