// A render as it goes, and what is asked where a file stands in its way.

import { count, html, useState, useValue } from "../ui.js";
import { Dialog } from "../dialogs.js";
import { script } from "../store.js";
import { duration } from "./options.js";
import * as state from "./state.js";

const TITLES = { recording: "Recording", mixing: "Mixing", writing: "Measuring and writing" };

export function Progress() {
  const now = useValue(() => state.now.value);
  const revision = useValue(() => script.value.revision);
  const part = now.total ? now.done / now.total : 0;
  const facts = [
    now.state === "recording" && now.total > 0 && `${now.done.toLocaleString()} of ${count(now.total, "line")}`,
    now.state === "recording" && now.lines_per_minute && `${count(now.lines_per_minute, "line")} a minute`,
    now.state === "mixing" && `${Math.floor(part * 100)} %`,
  ].filter(Boolean);
  const left = now.seconds_left === null ? (now.state === "recording" ? "loading the voices …" : "") : `${duration(now.seconds_left)} left`;
  return html`<h2><span role="status">${TITLES[now.state] ?? "Rendering"}</span></h2>
    <div class="bar-of" role="progressbar" aria-label=${TITLES[now.state]} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.floor(part * 100)}><i style=${{ width: `${part * 100}%` }}></i></div>
    <p class="facts"><b>${left}</b><span>${facts.join(" · ")}</span></p>
    <div class="go">
      <button class="stop" onClick=${state.stop} title="What is recorded stays">Stop <kbd>x</kbd></button>
      <button onClick=${() => state.hearFrom(state.scene.value ?? state.scenes.value[0]?.number)}>▶ Hear what is there <kbd>f</kbd></button>
    </div>
    ${now.failures.length > 0 && html`<p class="notice" role="alert">${count(now.failures.length, "line")} could not be recorded: ${now.failures[0].words}</p>`}
    ${revision !== now.revision && html`<p class="notice">The story was edited since this render began; it is rendered as it was then.</p>`}`;
}

/** A file that drama did not write stands where the episode would: another name, or in its place. */
export function Occupied() {
  const file = useValue(() => state.occupied.value);
  if (file === null) return null;
  return html`<${Choice} key=${file} file=${file} />`;
}

function Choice({ file }) {
  const dot = file.lastIndexOf(".");
  const [name, setName] = useState(`${dot > 0 ? file.slice(0, dot) : file} 2`);
  const leave = () => (state.occupied.value = null);
  const keep = (event) => {
    event.preventDefault();
    if (name.trim()) void state.start({ name: name.trim() });
  };
  return html`<${Dialog} title="A file is in the way" close=${leave}>
    <form class="occupied" onSubmit=${keep}>
      <p><b>${file}</b> is there already, and drama did not write it as it stands: it is another’s, or was edited since.</p>
      <label>Name of the episode <input autofocus value=${name} maxlength="90" onFocus=${(event) => event.target.select()} onInput=${(event) => setName(event.target.value)} /></label>
      <div class="go"><button class="main" disabled=${!name.trim()}>Render under this name</button>
        <button type="button" class="risky" onClick=${() => state.start({ overwrite: true })}>Replace ${file.slice(0, 60)}</button></div>
    </form>
  <//>`;
}
