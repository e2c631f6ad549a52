// Chooses an effect to be put before a line: each can be heard first.

import { html, useEffect, useMemo, useRef, useState, useValue } from "../ui.js";
import { Dialog } from "../dialogs.js";
import * as player from "../player.js";
import * as store from "../store.js";
import * as gestures from "./gestures.js";
import { choices } from "./panel.js";

let last = null; // what was put last

export function ChooseEffect() {
  const number = useValue(() => gestures.choosing.value);
  const have = useValue(() => choices.value);
  return number === null || have === null ? null : html`<${Chooser} line=${number} effects=${have.effects} />`;
}

function Chooser({ line, effects }) {
  const [sought, setSought] = useState("");
  const [chosen, setChosen] = useState(effects.includes(last) ? last : effects[0]);
  const list = useRef(null);
  const shown = useMemo(() => effects.filter((name) => name.toLowerCase().includes(sought.trim().toLowerCase())), [sought, effects]);
  const here = shown.includes(chosen) ? chosen : shown[0];
  useEffect(() => list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }), [here]);
  const close = () => (player.stop(), (gestures.choosing.value = null));
  const put = (name = here) => {
    if (!name) return;
    last = name;
    gestures.choosing.value = null;
    void gestures.place(line, name).then(() => gestures.hearSound(name));
  };
  const hear = (name) => (setChosen(name), gestures.hearSound(name));
  const onKeyDown = (event) => {
    const at = shown.indexOf(here);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, ...(event.target === list.current && { Home: 0, End: shown.length - 1 }) }[event.key];
    if (to !== undefined) shown[to] && hear(shown[to]);
    else if (event.key === "Enter" && !event.target.closest("button")) put();
    else if (event.key === " " && event.target === list.current) hear(here);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const words = store.script.value.lines[line - 1]?.text ?? "";
  return html`<${Dialog} title=${`An effect before line ${line}`} close=${close}><div class="chooser" onKeyDown=${onKeyDown}>
    <p class="quiet">${words.slice(0, 140)}</p>
    <input type="search" autofocus placeholder="Find a sound" aria-label="Find a sound" role="combobox" aria-expanded="true" aria-controls="effects" aria-activedescendant=${here ? `sound-${shown.indexOf(here)}` : null} value=${sought} onInput=${(event) => setSought(event.target.value)} />
    <div class="sounds"><ul id="effects" ref=${list} role="listbox" tabindex="0" aria-label="Effects" aria-activedescendant=${here ? `sound-${shown.indexOf(here)}` : null}>${shown.map(
      (name, at) => html`<li key=${name} id=${`sound-${at}`} role="option" aria-selected=${name === here} onClick=${() => hear(name)} onDblClick=${() => put(name)}><span aria-hidden="true">▶</span> ${name.slice(0, 80)}</li>`,
    )}</ul></div>
    ${shown.length === 0 && html`<p class="quiet">No sound is called so.</p>`}
    <div class="acts"><button class="main" disabled=${!here} onClick=${() => put()}>Put it there <kbd>Enter</kbd></button><button onClick=${() => here && hear(here)}>▶ Hear</button></div>
  </div><//>`;
}
