// The scenes as a row of blocks that fill as they are recorded; the chosen one can be heard.

import { classes, count, html, useEffect, useRef, useValue } from "../ui.js";
import * as player from "../player.js";
import { script } from "../store.js";
import * as state from "./state.js";

export function Scenes() {
  const scenes = useValue(() => state.scenes.value);
  const chosen = useValue(() => state.scene.value) ?? scenes[0]?.number;
  const titles = useValue(() => script.value.scenes);
  const row = useRef(null);
  if (scenes.length === 0) return null;
  const title = (number) => titles.find((one) => one.number === number)?.title ?? "";
  const walk = (event) => {
    const at = scenes.findIndex((one) => one.number === chosen);
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: scenes.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    state.scene.value = scenes[Math.max(0, Math.min(scenes.length - 1, to))].number;
    requestAnimationFrame(() => row.current?.querySelector("[tabindex='0']")?.focus());
  };
  const told = (one) => `Scene ${one.number}${title(one.number) ? `, ${title(one.number).slice(0, 80)}` : ""}: ${one.done} of ${count(one.total, "line")} recorded`;
  return html`<section class="scenes" aria-label="Scenes">
    <div class=${classes("blocks", scenes.length > 60 && "many", scenes.length <= 12 && "few")} ref=${row} role="radiogroup" aria-label="Scenes, by how much of each is recorded" onKeyDown=${walk}>
      ${scenes.map((one) => html`<button key=${one.number} role="radio" aria-checked=${one.number === chosen} tabindex=${one.number === chosen ? 0 : -1} class=${classes("block", one.done === one.total && "whole")}
        style=${{ flexGrow: Math.max(1, Math.sqrt(one.total)) }} aria-label=${told(one)} title=${told(one)} onClick=${() => (state.scene.value = one.number)}>
        <i style=${{ width: `${(one.done / Math.max(1, one.total)) * 100}%` }}></i><span>${one.number}</span></button>`)}
    </div>
    <${Chosen} one=${scenes.find((one) => one.number === chosen)} title=${title(chosen)} />
  </section>`;
}

function Chosen({ one, title }) {
  const now = useValue(() => state.now.value);
  const busy = useValue(() => state.is_busy.value);
  const preview = useValue(() => state.preview.value);
  if (!one) return null;
  const here = now.scene === one.number;
  const going = here && ["recording", "mixing", "writing"].includes(now.state);
  return html`<div class="chosen">
    <p><b>Scene ${one.number}</b> ${title && html`<span class="title">${title}</span>`} <span class="quiet">${one.done === one.total ? `${count(one.total, "line")}, all recorded` : `${one.done} of ${count(one.total, "line")} recorded`}</span></p>
    <div class="acts">
      <button onClick=${() => state.hearFrom(one.number)} title="Line by line, from here on (f)">▶ Lines from here</button>
      ${going
        ? html`<button onClick=${state.stop}>Stop</button><span class="quiet" role="status">${now.state === "recording" ? `Recording: ${now.done} of ${now.total}` : "Mixing …"}</span>`
        : html`<button disabled=${busy} onClick=${() => state.previewScene(one.number)} title=${busy ? "Once the episode is rendered" : "The scene with rooms, beds and effects (p)"}>Preview with all its sound</button>`}
    </div>
    ${here && now.state === "failed" && html`<p class="wrong" role="alert">${now.error}</p>`}
    ${preview?.scene === one.number && html`<${Preview} key=${preview.url} url=${preview.url} number=${one.number} />`}
  </div>`;
}

function Preview({ url, number }) {
  const audio = useRef(null);
  useEffect(() => {
    audio.current.play().catch(() => {}); // where the browser wants a click first, the controls are there
  }, []);
  useEffect(() => state.holdWhileLinesPlay(audio), []);
  return html`<audio ref=${audio} controls src=${url} aria-label=${`Scene ${number}`} onPlay=${player.stop}></audio>`;
}
