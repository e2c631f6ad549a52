// Before a render: what it will cost, the format, what goes out beside the episode, the button.

import { clock, count, html, useValue } from "../ui.js";
import { script } from "../store.js";
import * as state from "./state.js";

const FORMATS = { mp3: "MP3, plays everywhere", m4b: "M4B, an audiobook with chapters", opus: "Opus, small", flac: "FLAC, lossless", wav: "WAV, uncompressed" };
const USUAL = { page: "Page to read along", vtt: "Captions", transcript: "Transcript", chapters: "Chapters for podcasts" };

/** Return seconds in words: "8 s", "4 min", "1 h 20 min". */
export function duration(seconds) {
  if (seconds < 1) return "less than a second";
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function Options() {
  const plan = useValue(() => state.plan.value);
  const options = useValue(() => state.options.value);
  const now = useValue(() => state.now.value);
  const last = useValue(() => state.last.value);
  const previewing = useValue(() => state.is_previewing.value);
  const stopped = now.scene === null && now.state === "cancelled";
  const set = (more) => (state.options.value = { ...options, ...more });
  const tick = (name) => set({ documents: options.documents.includes(name) ? options.documents.filter((one) => one !== name) : [...options.documents, name] });
  const more = plan.documents.filter((one) => !(one.name in USUAL));
  const label = stopped ? "Go on" : last ? "Render again" : "Render the episode";
  return html`
    <${Cost} plan=${plan} stopped=${stopped} />
    ${now.scene === null && now.state === "failed" && !now.occupied && html`<${Failed} now=${now} />`}
    <div class="go">
      <button class="main big" onClick=${() => state.start()} disabled=${previewing}>${label} <kbd>g</kbd></button>
      <label class="format"><span class="hidden">Format</span>
        <select value=${options.format} onChange=${(event) => set({ format: event.target.value })}>
          ${plan.formats.map((name) => html`<option key=${name} value=${name}>${FORMATS[name] ?? name}</option>`)}</select></label>
    </div>
    <fieldset class="extras"><legend>Beside it</legend>
      ${Object.entries(USUAL).map(([name, title]) => html`<label key=${name} class="tick"><input type="checkbox" checked=${options.documents.includes(name)} onChange=${() => tick(name)} /> ${title}</label>`)}
      <label class="tick" title="A WAV file for dialogue, music and effects, and each character: 16 MB a minute each"><input type="checkbox" checked=${options.stems} onChange=${() => set({ stems: !options.stems })} /> Stems</label>
      <details><summary>More${more.some((one) => options.documents.includes(one.name)) ? ` (${more.filter((one) => options.documents.includes(one.name)).length})` : ""}</summary>
        <div>${more.map((one) => html`<label key=${one.name} class="tick"><input type="checkbox" checked=${!one.needs && options.documents.includes(one.name)} disabled=${Boolean(one.needs)} onChange=${() => tick(one.name)} />
          <span><b>${one.name}</b> <small>${one.needs ? `needs ${one.needs}, which is not installed` : one.about}</small></span></label>`)}</div></details>
    </fieldset>
    ${plan.uploads.map((one) => html`<p key=${one.to} class="notice">The words of ${count(one.lines, "line")} go to <b>${one.to}</b>, which speaks them.</p>`)}
    <${Warned} />`;
}

/** What a render would do, in a sentence. */
function Cost({ plan, stopped }) {
  const title = useValue(() => script.value.title);
  if (plan.lines === 0) return html`<h2>Nothing to speak</h2><p class="quiet">The story has no words that are spoken: look at what is left out in the view “Lines”.</p>`;
  if (plan.to_record === 0) return html`<h2>Everything is recorded</h2><p class="quiet">A render of “${title.slice(0, 120)}” mixes ${count(plan.lines, "line")} and records nothing.</p>`;
  const time = plan.seconds === null ? "" : `, ${plan.seconds < 1 ? "" : "about "}${duration(plan.seconds)} on this machine`;
  const unmeasured = plan.engines.filter((one) => !one.is_measured && one.seconds !== null).map((one) => one.name);
  const head = plan.to_record === plan.lines ? `${count(plan.lines, "line")} to record` : `${plan.to_record.toLocaleString()} of ${count(plan.lines, "line")} to record`;
  return html`<h2>${stopped ? `Stopped: ${head}` : head}</h2>
    <p class="quiet">${clock(plan.sound_seconds)} of speech${time}, then the mix.
      ${unmeasured.length > 0 && ` How fast ${unmeasured.join(" and ")} is here is not measured yet.`}
      ${stopped && " What was recorded is kept."}</p>`;
}

/** What the story itself gives reason to say, before anything is rendered. */
function Warned() {
  const warnings = useValue(() => script.value.warnings);
  if (warnings.length === 0) return null;
  return html`<details class="warned"><summary>${count(warnings.length, "thing")} to know</summary><ul>${warnings.map((words) => html`<li key=${words}>${words}</li>`)}</ul></details>`;
}

function Failed({ now }) {
  const shown = now.failures.slice(0, 5);
  return html`<div class="failed" role="alert"><p><b>The render failed.</b> ${now.error}</p>
    ${shown.length > 1 && html`<ul>${shown.map((one) => html`<li key=${one.line}>Line ${one.line}: ${one.words}</li>`)}</ul>`}
    <p class="quiet">What was recorded is kept; render again once it is put right.</p></div>`;
}
