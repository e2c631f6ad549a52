// Say it so: how the selected line is spoken.

import { html } from "../ui.js";

export function Say({ line, close, place }) {
  return html`<aside class="beside" aria-label=${`How line ${line.number} is said`} ref=${place}><div class="card">
    <header><h3>Say it so</h3><button class="plain" aria-label="Close" onClick=${close}>✕</button></header></div></aside>`;
}
