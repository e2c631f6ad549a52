// The view "Cast".

import { html } from "../ui.js";

export function Cast() {
  return html`<p class="quiet">Cast</p>`;
}
