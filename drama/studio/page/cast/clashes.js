// Who sounds like whom, and what can be done about it.

import { html, useState, useValue } from "../ui.js";
import { say, script } from "../store.js";
import * as player from "../player.js";
import { called, clashes, inScenes, person, suggestions, tint } from "./table.js";
import { choose } from "./casting.js";

const SHOWN = 2;

export function Clashes() {
  const pairs = useValue(() => clashes.value);
  const [is_whole, setWhole] = useState(false);
  if (!pairs.length) return null;
  const shown = is_whole ? pairs : pairs.slice(0, SHOWN);
  return html`<section class="clashes" aria-label="Voices that sound alike"><ul>${shown.map(
    (pair) => html`<li key=${`${pair.one}\n${pair.other}`}>
      <p><b class=${tint(pair.one)}>${called(pair.one)}</b> and <b class=${tint(pair.other)}>${called(pair.other)}</b> sound alike <span class="where">${pair.one === "narrator" || pair.other === "narrator" ? "wherever they speak" : `in ${inScenes(pair.scenes)}`}</span></p>
      <div class="row"><button onClick=${() => hearBoth(pair)}>Hear both</button>
      <button onClick=${() => suggest(pair)}>Suggest another voice</button></div></li>`,
  )}</ul>${pairs.length > SHOWN && html`<button class="link" aria-expanded=${is_whole} onClick=${() => setWhole(!is_whole)}>${is_whole ? "Show fewer" : `and ${pairs.length - SHOWN} more`}</button>`}</section>`;
}

/** Play a line of each, where they meet if there is one. */
function hearBoth({ one, other, scenes }) {
  const near = script.value.lines.filter((line) => scenes.includes(line.scene));
  const lineOf = (who) => near.find((line) => (line.speaker ?? "narrator") === who)?.number ?? person.value.get(who)?.sample;
  player.playLines([one, other].map(lineOf).filter(Boolean));
}

/** Open the voices for whoever of the two says less, at the free one that is farthest from all that are met. */
function suggest({ one, other }) {
  const who = [one, other].filter((name) => name !== "narrator").sort((a, b) => person.value.get(a).lines - person.value.get(b).lines)[0];
  const [best] = suggestions(who);
  if (!best) return say("There is no free voice that suits. Choose one that somebody in other scenes has.", "wrong");
  choose(who, best.name);
}
