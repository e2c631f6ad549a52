// Who is who: merged, split, renamed, described; each shows what would change before it is kept.

import { count, html, useEffect, useState } from "../ui.js";
import { attempt, edit } from "../store.js";
import { Dialog } from "../dialogs.js";
import { called, cut, inWords, people, person } from "../cast/table.js";
import { current, dialog } from "../cast/casting.js";
import { focusCard } from "../cast/rail.js";

const GENDERS = { female: "Woman", male: "Man", neutral: "Neither", unknown: "Not known" };
const AGES = { child: "Child", young: "Young", adult: "Adult", old: "Old" };
const WAIT_MS = 150;

/** What an edit would change: asked for a moment after it was last another. */
function useRipple(what) {
  const [found, setFound] = useState(null);
  const key = JSON.stringify(what);
  useEffect(() => {
    setFound(null);
    if (what === null) return;
    const asking = new AbortController();
    const timer = setTimeout(async () => {
      try {
        setFound(await attempt(what, asking.signal));
      } catch (refused) {
        if (refused.name !== "AbortError") setFound({ problem: refused.message });
      }
    }, WAIT_MS);
    return () => (clearTimeout(timer), asking.abort());
  }, [key]);
  return found;
}

function Ripple({ found, what }) {
  if (what === null) return html`<p class="would quiet" role="status">Nothing would change yet.</p>`;
  if (found === null) return html`<p class="would quiet" role="status">What would change? …</p>`;
  if (found.problem) return html`<p class="would wrong" role="alert">${found.problem}</p>`;
  const { changed, voices = [] } = found;
  return html`<div class="would" role="status">
    <p><b>${changed.length ? `${count(changed.length, "line")} would change hands` : "No line changes hands"}</b></p>
    ${changed.length > 0 && html`<ol>${changed.slice(0, 6).map(
      (one) => html`<li key=${one.line}><small>${one.line}</small> <q>${one.text.slice(0, 120)}</q> <span>${cut(one.before ?? "Narrator")} → <b>${cut(one.after ?? "Narrator")}</b></span></li>`,
    )}${changed.length > 6 && html`<li class="quiet">and ${changed.length - 6} more</li>`}</ol>`}
    ${voices.map((one) => html`<p key=${one.who}>${called(one.who)}: ${one.before ?? "no voice"} → <b>${one.after}</b></p>`)}
  </div>`;
}

/** A dialog that makes one edit: its fields, what would change, keep it or not. */
function Question({ title, what, keep, after, children }) {
  const found = useRipple(what);
  const [is_busy, setBusy] = useState(false);
  const is_known = what !== null && found !== null && !found.problem;
  const close = () => (dialog.value = null);
  const onSubmit = async (event) => {
    event.preventDefault();
    if (!is_known || is_busy) return; // what would change is seen first
    setBusy(true);
    const made = await edit(what);
    setBusy(false);
    if (!made) return;
    close();
    current.value = after;
    setTimeout(() => focusCard(after), 60);
  };
  return html`<${Dialog} title=${title} close=${close}><form class="question" onSubmit=${onSubmit} onKeyDown=${(event) => event.key === "Enter" && event.target.matches("select, [type=radio]") && (event.preventDefault(), event.currentTarget.requestSubmit())}>
    ${children}
    <${Ripple} found=${found} what=${what} />
    <div class="row"><button class="main" type="submit" disabled=${!is_known || is_busy}>${keep} <kbd>↵</kbd></button>
    <button type="button" onClick=${(event) => event.target.closest("dialog").close()}>Cancel <kbd>Esc</kbd></button></div>
  </form><//>`;
}

function Rename({ who }) {
  const [name, setName] = useState(who);
  const wish = name.trim();
  return html`<${Question} title=${`Rename ${cut(who)}`} keep="Rename" after=${wish} what=${wish && wish !== who ? { do: "rename", name: who, new: wish } : null}>
    <label>Called <input autofocus value=${name} onInput=${(event) => setName(event.target.value)} /></label>
  <//>`;
}

/** One person out of two: `other` becomes `who`, whichever was chosen first. */
function Merge({ who, other = null }) {
  const [second, setSecond] = useState(other);
  const [is_kept, setKept] = useState(true);
  const [name, gone] = is_kept ? [who, second] : [second, who];
  const others = people.value.filter((one) => !one.is_narrator && one.key !== who);
  return html`<${Question} title=${`Merge ${cut(who)} with somebody`} keep="Merge" after=${name} what=${second === null ? null : { do: "merge", name, other: gone }}>
    <label>With <select autofocus value=${second ?? ""} onChange=${(event) => setSecond(event.target.value || null)}>
      <option value="">Choose …</option>${others.map((one) => html`<option key=${one.key} value=${one.key}>${cut(one.name)} (${count(one.lines, "line")})</option>`)}</select></label>
    ${second !== null && html`<fieldset><legend>Called</legend>${[who, second].map(
      (one) => html`<label key=${one}><input type="radio" name="kept" checked=${one === name} onChange=${() => setKept(one === who)} /> ${cut(one)}</label>`,
    )}</fieldset>`}
  <//>`;
}

function Split({ who }) {
  const names = person.value.get(who)?.aliases ?? [];
  const [name, setName] = useState(names[0] ?? null);
  return html`<${Question} title=${`Split a name off ${cut(who)}`} keep="Split off" after=${who} what=${name ? { do: "split", name } : null}>
    ${names.length === 0 && html`<p>${cut(who)} goes by no other name in this story.</p>`}
    <fieldset><legend>Somebody else is</legend>${names.map(
      (one, at) => html`<label key=${one}><input type="radio" name="alias" autofocus=${at === 0} checked=${one === name} onChange=${() => setName(one)} /> ${cut(one)}</label>`,
    )}</fieldset>
  <//>`;
}

function Describe({ who }) {
  const one = person.value.get(who);
  const [gender, setGender] = useState(one.gender);
  const [age, setAge] = useState(one.age ?? "adult");
  const changes = { ...(gender !== one.gender && { gender }), ...(age !== (one.age ?? "adult") && { age }) };
  return html`<${Question} title=${`Who is ${cut(who)}?`} keep="Keep" after=${who} what=${Object.keys(changes).length ? { do: "describe", character: who, ...changes } : null}>
    <p class="quiet">Now: ${inWords(one.gender, one.age)}</p>
    <${Choice} legend="Gender" of=${GENDERS} value=${gender} set=${setGender} first /><${Choice} legend="Age" of=${AGES} value=${age} set=${setAge} />
  <//>`;
}

function Choice({ legend, of, value, set, first = false }) {
  return html`<fieldset><legend>${legend}</legend>${Object.entries(of).map(
    ([key, words]) => html`<label key=${key}><input type="radio" name=${legend} autofocus=${first && key === value} checked=${key === value} onChange=${() => set(key)} /> ${words}</label>`,
  )}</fieldset>`;
}

export { Describe as describe, Merge as merge, Rename as rename, Split as split };
