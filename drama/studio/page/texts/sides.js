// What could not be merged, place by place: both sides next to each other, to choose.

import { count, html, useMemo, useState } from "../ui.js";
import { differing } from "./words.js";

const AROUND = 90; // signs shown before and after a place

/** `against` is what the server answered; `done` gets the text that was chosen, `leave` goes back to editing. */
export function Sides({ against, file, done, leave }) {
  const places = against.parts.filter((part) => typeof part !== "string");
  const [chosen, setChosen] = useState(() => places.map(() => null));
  const choose = (at, side) => setChosen(chosen.map((one, place) => (place === at ? side : one)));
  const left = chosen.filter((one) => one === null).length;
  const finish = () => {
    let at = 0;
    done(against.parts.map((part) => (typeof part === "string" ? part : part[chosen[at++]])).join(""));
  };
  return html`<div class="against">
    <p role="alert">${file} was edited meanwhile, in ${count(places.length, "place")} otherwise than here. Everything else is merged already. Which words shall stand?</p>
    ${places.map((place, at) => html`<${Place} key=${at} place=${place} before=${around(against.parts, place, -1)} after=${around(against.parts, place, 1)} chosen=${chosen[at]} choose=${(side) => choose(at, side)} name=${`place-${at}`} />`)}
    <div class="actions"><button class="main" disabled=${left > 0} onClick=${finish}>${left > 0 ? `${count(left, "place")} to choose` : "Save it so"}</button>
      ${places.length > 1 && html`<button onClick=${() => setChosen(places.map(() => "yours"))}>All mine</button><button onClick=${() => setChosen(places.map(() => "theirs"))}>All theirs</button>`}
      <button onClick=${leave}>Back to editing</button></div>
  </div>`;
}

/** Return the words before or after a place. */
function around(parts, place, by) {
  const beside = parts[parts.indexOf(place) + by];
  if (typeof beside !== "string") return "";
  return by < 0 ? beside.slice(-AROUND) : beside.slice(0, AROUND);
}

function Place({ place, before, after, chosen, choose, name }) {
  const [yours, theirs] = useMemo(() => differing(place.yours, place.theirs), [place]);
  const side = (key, title, words) => html`<label class=${`side ${chosen === key ? "chosen" : ""}`}>
    <span><input type="radio" name=${name} checked=${chosen === key} onChange=${() => choose(key)} /> ${title}</span>
    <pre><span class="quiet">${before}</span>${words.length === 0 && html`<em>nothing</em>`}${words.map((one, at) => (one.differs ? html`<mark key=${at}>${one.words}</mark>` : one.words))}<span class="quiet">${after}</span></pre></label>`;
  return html`<fieldset class="place"><legend>Line ${place.line}</legend>
    ${side("yours", "Yours, from this page", yours)}${side("theirs", "Theirs, as the file has it", theirs)}
    <p class="quiet was">It was: ${place.base === "" ? "nothing" : html`<q>${place.base.slice(0, 300)}</q>`}</p></fieldset>`;
}
