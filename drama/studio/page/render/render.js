// The view "Render".

import { html } from "../ui.js";

export function Render() {
  return html`<p class="quiet">Render</p>`;
}
