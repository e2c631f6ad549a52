// The first page: the stories there are, a place to drop one, a sample.

import { html, useValue } from "./ui.js";
import { stories } from "./store.js";

export function Welcome({ address }) {
  const shelf = useValue(() => stories.value);
  return html`<ul>${shelf.map((one) => html`<li key=${one.id}><a href=${address(one.id)}>${one.file}</a></li>`)}</ul>`;
}
