// The view "Lines".

import { html } from "../ui.js";

export function Lines() {
  return html`<p class="quiet">Lines</p>`;
}
