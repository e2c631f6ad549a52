// What is not spoken: in its place in the list, and in a dialog of its own, where keys reach it.

import { html, signal, useEffect, useValue } from "../ui.js";
import { get, ofStory } from "../api.js";
import { Dialog } from "../dialogs.js";
import * as store from "../store.js";
import { unspoken } from "./shown.js";

const MOST = 300; // shown in the dialog

export const isOpen = signal(false); // the dialog

export async function load() {
  try {
    unspoken.value = (await get(ofStory(store.story.value, "unspoken"))).unspoken;
  } catch (refused) {
    store.say(refused.message, "wrong");
  }
}

/** Show what is not spoken among the lines, or no longer. */
export const show = (is_wanted) => (is_wanted ? void load() : (unspoken.value = null));

export function openDialog() {
  void load();
  isOpen.value = true;
}

export const bringBack = (segment) => store.edit({ do: "bring_back", words: segment.words });

/** Load it anew with each script, while it is shown. */
export function useUnspoken() {
  const revision = useValue(() => store.script.value?.revision);
  useEffect(() => {
    if (unspoken.value !== null) void load();
  }, [revision]);
}

export function UnspokenDialog() {
  const isShown = useValue(() => isOpen.value);
  const all = useValue(() => unspoken.value) ?? [];
  if (!isShown) return null;
  const ours = all.filter((one) => one.can_return);
  const rest = all.filter((one) => !one.can_return).slice(0, MOST);
  const row = (one) => html`<li key=${one.at}><q>${one.text.slice(0, 300)}</q> <small>${one.reason}</small>
    ${one.can_return && html`<button onClick=${() => bringBack(one)}>Speak it again</button>`}</li>`;
  return html`<${Dialog} title="Not spoken" close=${() => (isOpen.value = false)} wide>
    ${all.length === 0 && html`<p class="quiet">Every word of the story is spoken.</p>`}
    <ul class="left">${ours.map(row)}${rest.map(row)}</ul>
  <//>`;
}
