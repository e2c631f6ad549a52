// The report of the last episode: its figures, what wants to be looked at, who was heard.

import { classes, clock, count, html, useValue } from "../ui.js";
import { selected, script, story } from "../store.js";
import * as episode from "./episode.js";
import * as state from "./state.js";

const SHOWN = 20;
const VERDICTS = { pass: { sign: "✓", words: "as it should be" }, attention: { sign: "!", words: "look at this" }, note: { sign: "·", words: "" } };

/** Return a figure as people read it. */
function written({ value, unit }) {
  if (value === null) return "–";
  const number = Number.isInteger(value) && !unit ? String(value) : value.toFixed(1);
  return `${number.replace("-", "−")} ${unit}`.trim();
}

export function Report() {
  const last = useValue(() => state.last.value);
  if (!last.quality) return last.warnings.length > 0 ? html`<section class="report"><${Warnings} warnings=${last.warnings} /></section>` : null;
  const parts = last.quality.chapters ?? [last.quality];
  return html`<section class="report" aria-label="How it came out">
    <h3>How it came out</h3>
    ${parts.map((one, at) => html`<${Part} key=${at} report=${one} file=${at} isOnly=${parts.length === 1} />`)}
    <${Warnings} warnings=${last.warnings} />
  </section>`;
}

function Part({ report, file, isOnly }) {
  const wanting = report.figures.filter((one) => one.verdict === "attention");
  const figures = [...wanting, ...report.figures.filter((one) => one.verdict !== "attention")];
  const table = html`<table class="figures"><tbody>${figures.map(
    (one) => html`<tr key=${one.key} class=${one.verdict}><td><span aria-hidden="true">${VERDICTS[one.verdict].sign}</span><span class="hidden">${VERDICTS[one.verdict].words}</span></td>
      <th scope="row">${one.name}</th><td class="value">${written(one)}</td><td class="quiet">${[one.target && `should be ${one.target}`, one.note].filter(Boolean).join("; ")}</td></tr>`,
  )}</tbody></table>
    <${Notes} title="Takes of odd duration" notes=${report.suspects} file=${file} />
    <${Notes} title="Silent, too loud or too soft" notes=${report.levels} file=${file} />
    <${Notes} title="Whose line it is is in doubt" notes=${report.doubtful} file=${file} />
    <${Notes} title="Other words than are printed" notes=${report.reworded} file=${file} />
    ${report.similar.length > 0 && html`<details><summary>${count(report.similar.length, "pair of voices", "pairs of voices")} hard to tell apart</summary><ul>${report.similar.map((words) => html`<li key=${words}>${words}</li>`)}</ul></details>`}
    ${report.missing.length > 0 && html`<details><summary>${count(report.missing.length, "missing sound")}</summary><ul>${report.missing.map((name) => html`<li key=${name}>${name}</li>`)}</ul></details>`}
    <${Heard} people=${report.characters} />`;
  const verdict = wanting.length ? `${count(wanting.length, "figure")} to look at` : "Everything is as it should be";
  if (isOnly) return html`<p class=${classes("verdict", wanting.length ? "attention" : "pass")}>${verdict}</p>${table}`;
  return html`<details class="chapter"><summary>${report.title}: ${verdict.toLowerCase()}</summary>${table}</details>`;
}

/** Lines to listen to, each at its time. */
function Notes({ title, notes, file }) {
  if (notes.length === 0) return null;
  const go = (number) => (selected.value = script.value.lines[number - 1]?.at ?? null);
  return html`<details><summary>${title}: ${count(notes.length, "line")}</summary><ul class="notes">${notes.slice(0, SHOWN).map(
    (one) => html`<li key=${one.line}><button class="plain" aria-label=${`Play from ${clock(one.at_s)}`} onClick=${() => episode.seek(one.at_s, file)}>▶ ${clock(one.at_s)}</button>
      <a href=${`#${encodeURIComponent(story.value)}/lines`} onClick=${() => go(one.line)}><small>${one.line}</small> <b>${one.speaker}</b> ${one.text}</a> <small>${one.about}</small></li>`,
  )}</ul>${notes.length > SHOWN && html`<p class="quiet">and ${count(notes.length - SHOWN, "more line")}</p>`}</details>`;
}

function Heard({ people }) {
  return html`<details><summary>${count(people.length, "voice")} heard</summary><table class="heard"><thead><tr><th scope="col">Who</th><th scope="col">Voice</th><th scope="col">Lines</th><th scope="col">Time</th><th scope="col">Loudness</th></tr></thead>
    <tbody>${people.map((one) => html`<tr key=${one.name}><th scope="row">${one.name}</th><td>${one.voice}</td><td>${one.lines}</td><td>${clock(one.seconds)}</td><td>${one.loudness_lufs === null ? "–" : `${one.loudness_lufs.toFixed(1).replace("-", "−")} LUFS`}</td></tr>`)}</tbody></table></details>`;
}

function Warnings({ warnings }) {
  if (warnings.length === 0) return null;
  return html`<details class="warnings"><summary>${count(warnings.length, "warning")}</summary><ul>${warnings.map((words) => html`<li key=${words}>${words}</li>`)}</ul></details>`;
}
