// The story's text files as they are: the cast file, the corrections, the story. What is typed is kept until it is saved.

import { Dialog } from "../dialogs.js";
import { get, ofStory, Refused, send } from "../api.js";
import { classes, html, signal, useEffect, useRef, useState, useValue } from "../ui.js";
import { useKeys } from "../keys.js";
import * as store from "../store.js";
import { Sides } from "./sides.js";

const TITLES = { voices: "Cast file", script: "Corrections", story: "Story" };
const ABOUT = {
  voices: "Who speaks in which voice, and how the episode sounds.",
  script: "What was decided by hand: who says a line, how it is spoken.",
  story: "The story itself. Lines that were decided by hand are found again by their words.",
};
const EMPTY = {
  voices: "# Such as\n# [characters.Anna]\n# voice = \"wren\"\n",
  script: "",
};

const drafts = signal({}); // what was typed and not saved: { "story which": { text, base } }
const draftOf = (which) => `${store.story.value}\n${which}`;

addEventListener("beforeunload", (event) => Object.keys(drafts.value).length > 0 && event.preventDefault());

function keepDraft(which, draft) {
  const rest = { ...drafts.value };
  delete rest[draftOf(which)];
  drafts.value = draft === null ? rest : { ...rest, [draftOf(which)]: draft };
}

export function Texts({ close }) {
  const [known, setKnown] = useState(null);
  const [which, setWhich] = useState("voices");
  const kept = useValue(() => drafts.value);
  useEffect(() => {
    get(ofStory(store.story.value, "texts")).then((found) => setKnown(found.texts), (refused) => store.say(refused.message, "wrong"));
  }, []);
  useEffect(() => {
    if (known) document.querySelector(".texts [role=tab][aria-selected=true]")?.focus();
  }, [known === null]);
  const walk = (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const at = known.findIndex((one) => one.which === which);
    setWhich(known[(at + by + known.length) % known.length].which);
    event.preventDefault();
    event.stopPropagation();
    requestAnimationFrame(() => document.querySelector(".texts [role=tab][aria-selected=true]")?.focus());
  };
  return html`<${Dialog} title="Texts" close=${close} wide>
    <div class="texts">
      ${known === null ? html`<p class="quiet" role="status">Looking …</p>` : html`<div role="tablist" aria-label="Which text" onKeyDown=${walk}>${known.map(
        (one) => html`<button key=${one.which} role="tab" id=${`text-${one.which}`} aria-selected=${one.which === which} aria-controls="text" tabindex=${one.which === which ? 0 : -1} onClick=${() => setWhich(one.which)}>
          ${(TITLES[one.which] ?? one.file).slice(0, 60)}${kept[draftOf(one.which)] && html`<span class="unsaved" title="Not saved yet"> ●<span class="hidden"> not saved yet</span></span>`}</button>`,
      )}</div>
      <div role="tabpanel" id="text" aria-labelledby=${`text-${which}`}><${Text} key=${which} which=${which} problem=${known.find((one) => one.which === which).problem} /></div>`}
    </div>
  <//>`;
}

function Text({ which, problem }) {
  const [found, setFound] = useState(null); // as the file stood when it was loaded
  const [unlocked, setUnlocked] = useState(which in EMPTY);
  const [state, setState] = useState({}); // { error, line, against, told }
  const draft = useValue(() => drafts.value[draftOf(which)]);
  const revision = useValue(() => `${store.script.value?.revision} ${store.problem.value}`);
  const field = useRef(null);
  const saved = useRef(null); // saves what was typed, for whoever has the focus
  const load = async () => {
    try {
      setFound(await get(ofStory(store.story.value, "texts", which)));
    } catch (refused) {
      setState({ error: refused.message });
    }
  };
  useEffect(() => void (problem ? null : load()), [revision]);
  useKeys("Texts", [{ keys: ["Ctrl+s"], label: "Saves what was typed", do: () => void saved.current?.() }]);
  if (problem) return html`<p class="quiet">${problem}</p><p class="quiet">It can be read and heard here, and be edited with the program it was written with.</p>`;
  if (found === null) return state.error ? html`<p class="wrong" role="alert">${state.error}</p>` : html`<p class="quiet" role="status">Loading …</p>`;
  const text = draft?.text ?? found.text ?? "";
  const typed = (event) => {
    const now = event.target.value;
    keepDraft(which, now === (found.text ?? "").replaceAll("\r\n", "\n") ? null : { text: now, base: draft?.base ?? found.text });
    setState({});
  };
  const save = async (chosen = null) => {
    const sent = chosen ?? draft;
    if (!sent) return;
    try {
      const done = await send("PUT", ofStory(store.story.value, "texts", which), sent);
      keepDraft(which, null);
      setFound({ ...found, text: done.text });
      setState({ told: done.is_merged ? "Saved, and merged with what was edited meanwhile." : done.is_changed ? "Saved." : "Nothing was changed." });
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      if (refused.conflicts) setState({ against: refused.body });
      else {
        setState({ error: refused.message, line: refused.body.line });
        if (refused.body.line) toLine(field.current, refused.body.line);
      }
    }
  };
  saved.current = save;
  const key = (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    void save();
  };
  if (state.against) {
    const chosen = (whole) => {
      keepDraft(which, { text: whole, base: state.against.base });
      void save({ text: whole, base: state.against.base });
    };
    return html`<${Sides} against=${state.against} file=${found.file} done=${chosen} leave=${() => setState({})} />`;
  }
  const meanwhile = draft && draft.base !== found.text;
  return html`<p class="quiet">${ABOUT[which] ?? ABOUT.story} <span class="where">${found.path}</span></p>
    ${found.text === null && html`<p class="quiet">There is no such file yet: the first decision writes it, or what you type here.</p>`}
    <${Field} field=${field} text=${text} hint=${EMPTY[which] ?? ""} isProse=${!(which in EMPTY)} isLocked=${!unlocked} line=${state.line} label=${`${TITLES[which] ?? "Story"}: ${found.file}`} onInput=${typed} onKeyDown=${key} />
    <p class=${classes("told", state.error && "wrong")} role=${state.error ? "alert" : "status"}>${state.error ?? state.told ?? (meanwhile ? "The file was edited meanwhile: saving merges both." : "")}</p>
    <div class="actions">${unlocked
      ? html`<button class="main" disabled=${!draft} onClick=${() => save()}>Save <kbd>Ctrl+S</kbd></button>
          <button disabled=${!draft} onClick=${() => (keepDraft(which, null), setState({}), void load())}>Leave what I typed</button>`
      : html`<button onClick=${() => (setUnlocked(true), requestAnimationFrame(() => field.current?.focus()))}>Edit the story</button><span class="quiet">It is shown to be read.</span>`}</div>`;
}

/** A text with the numbers of its lines; prose is wrapped and has none. */
function Field({ field, text, hint, isProse, isLocked, line, label, ...events }) {
  const numbers = useRef(null);
  const lines = text.split("\n").length;
  return html`<div class=${classes("field", isProse && "prose")}>
    ${!isProse && html`<pre ref=${numbers} aria-hidden="true">${Array.from({ length: lines }, (_, at) => (at + 1 === line ? html`<mark>${at + 1}</mark>${"\n"}` : `${at + 1}\n`))}</pre>`}
    <textarea ref=${field} aria-label=${label} aria-invalid=${line !== undefined && line !== null} value=${text} placeholder=${hint} readonly=${isLocked} spellcheck=${isProse} autocomplete="off" wrap=${isProse ? "soft" : "off"}
      onScroll=${(event) => numbers.current && (numbers.current.scrollTop = event.target.scrollTop)} ...${events}></textarea></div>`;
}

/** Put the caret on a line, and select it. */
function toLine(area, number) {
  if (!area) return;
  const lines = area.value.split("\n");
  const start = lines.slice(0, number - 1).reduce((sum, one) => sum + one.length + 1, 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[number - 1] ?? "").length);
  area.scrollTop = Math.max(0, (number - 5) * parseFloat(getComputedStyle(area).lineHeight));
}
