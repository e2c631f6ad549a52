// The view "Render": what would be recorded and why, a render as it goes, the episode it made.

import { classes, html, useEffect, useRef, useValue } from "../ui.js";
import { useKeys } from "../keys.js";
import { script } from "../store.js";
import { Episode } from "./episode.js";
import { Options } from "./options.js";
import { Planned } from "./planned.js";
import { Occupied, Progress } from "./progress.js";
import { Report } from "./report.js";
import { Scenes } from "./scenes.js";
import * as state from "./state.js";

export function Render() {
  const revision = useValue(() => script.value.revision);
  const plan = useValue(() => state.plan.value);
  const last = useValue(() => state.last.value);
  const busy = useValue(() => state.is_busy.value);
  const problem = useValue(() => state.problem.value);
  useEffect(() => {
    void state.load();
    return state.watch();
  }, []);
  useEffect(() => {
    if (state.plan.value && state.plan.value.revision !== revision) void state.loadPlan();
  }, [revision]);
  useFocus(busy);
  const chosen = () => state.scene.value ?? state.scenes.value[0]?.number;
  useKeys("Render", [
    { keys: ["g"], label: "Renders the episode, or goes on", do: () => (state.is_busy.value || state.plan.value === null ? false : void state.start()) },
    { keys: ["x"], label: "Stops: what is recorded stays", do: () => (state.is_busy.value || state.is_previewing.value ? void state.stop() : false) },
    { keys: ["f"], label: "Hears the lines from the chosen scene on", do: () => (chosen() === undefined ? false : state.hearFrom(chosen())) },
    { keys: ["p"], label: "Renders the chosen scene, to hear it with its whole sound", do: () => (state.is_busy.value || chosen() === undefined ? false : void state.previewScene(chosen())) },
    { keys: ["e"], label: "Plays the episode", do: () => playEpisode() },
  ]);
  if (problem) return html`<p class="problem" role="alert">${problem}</p>`;
  if (plan === null) return html`<p class="quiet" role="status">Looking what is recorded …</p>`;
  return html`<div class=${classes("rendering", last && "made")}>
    <div class="making">
      <section class="card" aria-label="The episode">
        ${busy ? html`<${Progress} />` : html`<${Options} />`}
      </section>
      <${Scenes} />
      ${!busy && html`<${Planned} />`}
    </div>
    ${last && html`<${Episode} /><${Report} />`}
    <${Occupied} />
  </div>`;
}

/** Keep the focus near where it was when the buttons of a render come and go: on the episode once that is there. */
function useFocus(busy) {
  const before = useRef(busy);
  useEffect(() => {
    if (before.current === busy) return;
    before.current = busy;
    if (document.activeElement !== document.body) return;
    const name = busy ? ".stop" : state.now.value.state === "done" ? ".episode h2" : ".big";
    const wanted = document.querySelector(`.rendering ${name}`);
    wanted?.focus();
    if (!busy) wanted?.scrollIntoView({ block: "nearest" });
  }, [busy]);
}

function playEpisode() {
  const audio = document.querySelector(".episode audio");
  if (!audio) return false;
  if (audio.paused) void audio.play();
  else audio.pause();
  return true;
}
