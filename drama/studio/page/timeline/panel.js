// Beside the timeline: what is selected, its scene, what is amiss, and what holds for the whole episode.

import { classes, clock, count, html, signal, useEffect, useValue } from "../ui.js";
import { get, ofStory } from "../api.js";
import * as player from "../player.js";
import * as store from "../store.js";
import * as gestures from "./gestures.js";
import * as timeline from "./track.js";

const MOST_SPOTS = 200;
export const choices = signal(null); // { rooms, beds, effects, music }

/** Load what there is to be heard beside the voices. */
export async function loadChoices() {
  try {
    choices.value = await get(ofStory(store.story.value, "sounds"));
  } catch (refused) {
    store.say(refused.message, "wrong");
  }
}

const goTo = (view) => (location.hash = `#${encodeURIComponent(store.story.value)}/${view}`);
const signed = (level) => `${level > 0 ? "+" : level < 0 ? "−" : ""}${Math.abs(level)} dB`;

export function Panel() {
  const now = useValue(() => timeline.track.value);
  return html`<aside class="about" aria-label="What is selected">
    <${Selected} now=${now} />
    <${Scene} now=${now} />
    <${Trouble} now=${now} />
    <${Episode} now=${now} />
  </aside>`;
}

// ------------------------------------------------------------------ a line, an effect

function Selected({ now }) {
  const line = useValue(() => store.selected_line.value);
  const effect = useValue(() => timeline.effect.value);
  if (line === null || line.number > now.count) return null;
  if (effect) return html`<section><${Effect} effect=${effect} now=${now} /></section>`;
  const at = line.number - 1;
  const colour = line.speaker === null ? "narrator" : store.colours.value.has(line.speaker) ? `c${store.colours.value.get(line.speaker)}` : "nobody";
  return html`<section>
    <h2><b class=${classes("name", colour)}>${line.speaker?.slice(0, 80) ?? "Narrator"}</b> <small>line ${line.number} · ${clock(now.starts[at])} · ${(now.ends[at] - now.starts[at]).toFixed(1)} s${now.estimated[at] ? ", estimated" : ""}</small></h2>
    <p class="words">${line.text.length > 400 ? `${line.text.slice(0, 400)} …` : line.text}</p>
    <div class="acts"><button onClick=${() => gestures.hear()} title="Hear it (Enter)">▶ Hear</button><button onClick=${gestures.hearFrom} title="Hear it from here (f)">From here</button>
      <button onClick=${gestures.put} title="Put an effect before it (e)">Effect …</button><button onClick=${() => goTo("lines")}>In Lines</button></div>
    <${Amiss} line=${line} />
  </section>`;
}

function Effect({ effect, now }) {
  const line = store.script.value.lines[effect.line - 1];
  const held = useValue(() => gestures.held.value);
  const is_placed = effect.origin !== "story";
  const said = [is_placed ? "put by hand" : "asked for by the story", effect.is_muted ? "muted" : !effect.is_heard && `not heard in the style ${now.style}`].filter(Boolean).join(", ");
  return html`<h2>Effect <b>${effect.sound}</b> <small>${clock(effect.start)} · ${said}</small></h2>
    <p class="words quiet">${effect.is_after ? "behind" : "before"} line ${held?.id === effect.id ? held.line : effect.line}: ${(store.script.value.lines[(held?.id === effect.id ? held.line : effect.line) - 1] ?? line)?.text.slice(0, 120)}</p>
    <div class="acts"><button onClick=${() => gestures.hear()} title="Hear it (Enter)">▶ Hear</button>
      <button onClick=${() => gestures.shift(-1)} title="A line earlier (Shift+←)" aria-label="A line earlier">←</button><button onClick=${() => gestures.shift(1)} title="A line later (Shift+→)" aria-label="A line later">→</button>
      <button onClick=${() => gestures.louder(-2)} title="Softer (<)">Softer</button><span class="level">${signed(effect.gain_db)}</span><button onClick=${() => gestures.louder(2)} title="Louder (>)">Louder</button>
      <button onClick=${gestures.mute} title=${effect.is_muted ? "Hear it again (x)" : "Mute it (x)"}>${effect.is_muted ? "Unmute" : "Mute"}</button>
      ${is_placed && html`<button onClick=${gestures.remove} title="Remove it (Delete)">Remove</button>`}</div>`;
}

// ------------------------------------------------------------------ trouble

const TITLES = { silent: "Silent", suspect: "Odd length", "too loud": "Too loud", "too soft": "Too soft", clash: "Voices alike", doubtful: "In doubt", gap: "Long gap", "missing sound": "Sound missing" };

const titleOf = (spot) => TITLES[spot.kind] ?? spot.kind;

/** What is amiss with the selected line, and what would help. */
function Amiss({ line }) {
  const spots = useValue(() => timeline.spots.value);
  const looked_at = useValue(() => gestures.spot.value);
  return html`<div role="status">${spots.map((spot) => html`<div key=${spot.kind + spot.about} class=${classes("amiss", spot === looked_at && "here")}>
    <p><b>${titleOf(spot)}:</b> ${spot.about}.</p><div class="acts">${helps(spot, line).map(([label, help]) => html`<button key=${label} onClick=${help}>${label}</button>`)}</div></div>`)}</div>`;
}

/** Return what would help against trouble with a line: [[label, what is done], …]. */
function helps(spot, line) {
  const direct = (how) => async () => (await store.edit({ do: "direct", ...how })) && player.playLines([how.line]);
  const gain = line.how?.gain_db ?? 0;
  switch (spot.kind) {
    case "too loud":
      return [["3 dB softer", direct({ line: line.number, gain_db: gain - 3 })]];
    case "too soft":
      return [["3 dB louder", direct({ line: line.number, gain_db: gain + 3 })]];
    case "gap":
      return line.number > 1 ? [["A pause of 2 s", direct({ line: line.number - 1, pause_after: 2000 })]] : [];
    case "clash":
      return [["Hear them both", hearBoth], ["Another voice", () => goTo("cast")]];
    case "missing sound":
      return [["Choose another", () => (timeline.effect.value ? gestures.put() : document.getElementById("scene-bed")?.focus())]];
    case "doubtful":
      return [["Say whose it is", () => goTo("lines")]];
    default:
      return [["Say it so", () => goTo("lines")]];
  }
}

/** Hear the exchange in which two voices are alike. */
async function hearBoth() {
  try {
    const found = await get(`${ofStory(store.story.value, "lines", timeline.number.value, "exchange")}?revision=${store.script.value.revision}`);
    player.playLines(found.lines);
  } catch (refused) {
    store.say(refused.message, "wrong");
  }
}

function Trouble({ now }) {
  const here = useValue(() => gestures.spot.value);
  const spots = now.trouble;
  if (spots.length === 0) return html`<section><h2>Trouble</h2><p class="quiet">Nothing wants to be heard again. ${now.estimated.some(Boolean) && "Of lines that are not recorded yet, only what can be told without their sound."}</p></section>`;
  return html`<section><h2>${count(spots.length, "trouble spot")} <small><kbd>.</kbd> next <kbd>,</kbd> back</small></h2>
    <ol class="spots">${spots.slice(0, MOST_SPOTS).map((spot, at) => html`<li key=${at}><button class=${classes("spot", spot === here && "here", spot.severity >= 0.7 && "bad")} aria-current=${spot === here ? "true" : null} onClick=${() => gestures.goToTrouble(at)}>
      <small>${clock(spot.start)}</small><b>${titleOf(spot)}</b><span>${spot.about}</span></button></li>`)}</ol>
    ${spots.length > MOST_SPOTS && html`<p class="quiet">and ${count(spots.length - MOST_SPOTS, "more", "more")}</p>`}</section>`;
}

// ------------------------------------------------------------------ the scene, the episode

const named = (name) => name.slice(0, 60);

/** Hear what was chosen; what "auto" is, the timeline tells. */
async function hearChosen(name, told) {
  if (name === "none") return;
  if (name === "auto") await timeline.load();
  const heard = name === "auto" ? told() : name;
  if (heard) gestures.hearSound(heard);
}

/** A select of sounds: "auto", "none", each. */
function Choice({ id, label, value, auto, none, names, chosen }) {
  const shown = value && value !== "auto" && value !== "none" && !names.includes(value) ? [value, ...names] : names;
  return html`<label for=${id}>${label}</label><select id=${id} value=${value} onChange=${(event) => chosen(event.target.value)} onKeyDown=${(event) => event.key === "Escape" && (event.preventDefault(), event.stopPropagation(), gestures.focus())}>
    ${auto && html`<option value="auto">${auto}</option>`}${none && html`<option value="none">${none}</option>`}${shown.map((name) => html`<option key=${name} value=${name}>${named(name)}</option>`)}</select>`;
}

function Scene({ now }) {
  const number = useValue(() => timeline.scene.value);
  const have = useValue(() => choices.value);
  const scene = now.backdrop.get(number);
  if (!scene || have === null) return null;
  const line = () => (timeline.number.value ?? 1);
  const told = (name) => `As told${name ? `: ${name}` : ""}`;
  const set = async (what) => store.edit({ do: "scene_sound", scene: number, ...what });
  const setRoom = async (room) => (await set({ room })) && gestures.hearLine(line());
  const setBed = async (bed) => (await set({ bed })) && hearChosen(bed, () => timeline.track.value.backdrop.get(number)?.bed);
  const is_auto = (origin) => origin === "story";
  return html`<section><h2>Scene ${number}${scene.title && ` · ${named(scene.title)}`}</h2>
    ${scene.evidence.length > 0 && html`<p class="quiet">The words tell of ${scene.evidence.slice(0, 6).map((word) => `“${word.slice(0, 30)}”`).join(", ")}.</p>`}
    <div class="set">
      <${Choice} id="scene-room" label="Room" value=${is_auto(scene.room_origin) ? "auto" : scene.room || "none"} auto=${told(is_auto(scene.room_origin) ? scene.room || "no room" : "")} none="No room" names=${have.rooms} chosen=${setRoom} />
      <${Choice} id="scene-bed" label="Bed" value=${is_auto(scene.bed_origin) ? "auto" : scene.bed || "none"} auto=${told(is_auto(scene.bed_origin) ? scene.bed || "nothing" : "")} none="Nothing" names=${have.beds} chosen=${setBed} />
    </div>
    ${scene.bed && html`<div class="acts"><button onClick=${() => gestures.hearSound(scene.bed)}>▶ ${named(scene.bed)}</button><button onClick=${() => set({ bed_db: Math.max(-40, scene.bed_db - 2) })}>Softer</button><span class="level">${signed(scene.bed_db)}</span><button onClick=${() => set({ bed_db: Math.min(12, scene.bed_db + 2) })}>Louder</button><button onClick=${() => set({ bed: "none" })}>Mute</button></div>`}
  </section>`;
}

const PARTS = { intro: "Before it", outro: "After it", sting: "Between scenes" };

function Episode({ now }) {
  const have = useValue(() => choices.value);
  if (have === null) return null;
  const set = (part) => async (sound) => (await store.edit({ do: "music", [part]: sound })) && hearChosen(sound, () => timeline.track.value.music[part]);
  return html`<section><h2>Episode</h2><div class="set">
    ${now.styles.length > 0 ? html`<${Choice} id="style" label="Style" value=${now.style} names=${now.styles} chosen=${(style) => store.edit({ do: "style", style })} />` : html`<span>Style</span><span>${now.style} <small class="quiet">as the studio was started</small></span>`}
    ${Object.entries(PARTS).map(([part, label]) => html`<${Choice} key=${part} id=${`music-${part}`} label=${label} value=${now.music[part] || "none"} auto="As the style has it" none="No music" names=${have.music} chosen=${set(part)} />`)}
  </div></section>`;
}

/** What the style does not let be heard, and how it would be. */
export function Unheard({ now }) {
  if (now.unheard.length === 0) return null;
  const make = () => store.edit({ do: "style", style: "drama" });
  return html`<div class="unheard"><p>${sentence(now)}</p>${now.styles.includes("drama") && now.style !== "drama" && html`<button onClick=${make}>Let them be heard: the style drama</button>`}</div>`;
}

function sentence({ style, unheard }) {
  const what = unheard.map((one) => one.replace(`the style ${style} has no `, ""));
  const listed = what.length > 1 ? `${what.slice(0, -1).join(", ")} and ${what.at(-1)}` : what[0];
  return `The story has ${listed}; the style “${style}” does not let them be heard.`;
}

/** Load what there is to be heard, and again when the cast file may name another library. */
export function useChoices() {
  const revision = useValue(() => store.script.value?.revision);
  useEffect(() => void loadChoices(), [revision]);
  useEffect(() => () => (choices.value = null), []);
}
