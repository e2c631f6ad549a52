// Why a line is whose it is: each side in words, with its weight.

import { html, useEffect, useState, useValue } from "../ui.js";
import { get, ofStory } from "../api.js";
import * as store from "../store.js";
import { Name } from "./row.js";

const MOST_SIDES = 4;

/** Return what the server says of a line, asked for anew whenever the line or the script is another. */
function useWhy(line) {
  const [found, setFound] = useState(null);
  const revision = useValue(() => store.script.value?.revision);
  useEffect(() => {
    const asking = new AbortController();
    setFound(null);
    get(`${ofStory(store.story.value, "lines", line.number, "why")}?revision=${revision}`, { signal: asking.signal })
      .then((answer) => !asking.signal.aborted && setFound(answer))
      .catch((refused) => !asking.signal.aborted && setFound({ error: refused.message }));
    return () => asking.abort();
  }, [line.at, revision]);
  return found;
}

export function Why({ line, close }) {
  const found = useWhy(line);
  const colours = useValue(() => store.colours.value);
  return html`<section class="why" aria-label="Why this line is whose it is">
    <header><h2>Why?</h2><button class="plain" aria-label="Close" onClick=${close}>✕</button></header>
    <div aria-live="polite">
      ${found === null ? html`<p class="quiet">Looking …</p>` : found.error ? html`<p class="wrong">${found.error}</p>` : html`<${Sides} found=${found} colours=${colours} />`}
    </div>
  </section>`;
}

function Sides({ found, colours }) {
  return html`<p class="because">${found.because}</p>
    ${found.contenders.slice(0, MOST_SIDES).map(
      (side) => html`<div class="side" key=${side.name}>
        <p><${Name} name=${side.name} colours=${colours} /><span>${percent(side.chance)}</span></p>
        <meter min="0" max="1" value=${side.chance} aria-label=${`${side.name}: ${percent(side.chance)}`}></meter>
        ${side.reasons.length > 0 && html`<ul>${side.reasons.map(
          (reason) => html`<li key=${reason.words} class=${reason.weight < 0 ? "against" : "for"}><span class="weight">${signed(reason.weight)}</span> ${reason.words}</li>`,
        )}</ul>`}
      </div>`,
    )}
    ${found.contenders.length > MOST_SIDES && html`<p class="quiet">and ${found.contenders.length - MOST_SIDES} who are less likely</p>`}`;
}

const percent = (share) => (share > 0 && share < 0.01 ? "under 1 %" : `${Math.round(share * 100)} %`);

const signed = (weight) => `${weight < 0 ? "−" : "+"}${Math.abs(weight).toFixed(1)}`;
