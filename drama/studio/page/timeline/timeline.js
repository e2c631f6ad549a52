// The view "Timeline".

import { html } from "../ui.js";

export function Timeline() {
  return html`<p class="quiet">Timeline</p>`;
}
