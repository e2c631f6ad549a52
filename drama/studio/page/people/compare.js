// The same line in several voices, in the exchange it belongs to.

import { classes, html, useEffect, useMemo, useRef, useState, useValue } from "../ui.js";
import { get, ofStory } from "../api.js";
import { script, story } from "../store.js";
import * as player from "../player.js";
import { Dialog } from "../dialogs.js";
import { called, listed, person, speakers, suggestions, tint, voice_of, voices, wouldClash } from "../cast/table.js";
import { chooser, dialog, give, lit, offer, propose } from "../cast/casting.js";
import { focusCard } from "../cast/rail.js";
import { Offer } from "../cast/offer.js";

function Compare({ who, voice = null }) {
  const old = voice_of.value.get(who)?.name;
  const sample = person.value.get(who)?.sample ?? null;
  const [lines, setLines] = useState(sample ? [sample] : []);
  const [more, setMore] = useState([]);
  const [chosen, setChosen] = useState(voice ?? old);
  const frame = useRef(null);
  const [in_context, setContext] = useState(true);
  const heard = useValue(() => player.playing.value);
  const offered = useValue(() => offer.value);
  const row = useMemo(() => [...new Set([old, ...(voice ? [voice] : []), ...suggestions(who).slice(0, 3).map((one) => one.name), ...more])].filter((name) => voices.value.has(name)), [more]);
  useEffect(() => {
    if (sample === null) return;
    get(`${ofStory(story.value, "lines", sample, "exchange")}?revision=${script.value.revision}`).then((found) => setLines(found.lines), () => {});
  }, [sample]);
  const own = (number) => (script.value.lines[number - 1]?.speaker ?? "narrator") === who;
  const play = (name, from = null) => {
    const shown = in_context ? lines : [sample];
    const start = from === null ? 0 : Math.max(0, shown.indexOf(from));
    player.play(shown.slice(start).map((line) => ({ line, url: player.soundOf(line, own(line) ? name : null) })));
  };
  const choose = (name) => {
    setChosen(name);
    propose(who, name);
    play(name, lines.find(own) ?? null);
    frame.current.querySelector(`[data-name="${CSS.escape(name)}"]`)?.focus();
  };
  useEffect(() => (propose(who, chosen), () => propose(chooser.value, lit.value)), []);
  const close = () => (player.stop(), (dialog.value = null));
  const take = () => {
    dialog.value = null;
    give(who, chosen);
    setTimeout(() => focusCard(who), 60);
  };
  const [other, setOther] = useState(voice && voice !== old ? voice : row.find((name) => name !== old) ?? null);
  const swap = () => {
    const next = chosen === old ? other : old;
    if (chosen !== old) setOther(chosen);
    if (next) choose(next);
  };
  const onKeyDown = (event) => {
    if (event.target.closest("select") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return event.stopPropagation(); // it closes the dialog, which stops the sound, too
    const at = row.indexOf(chosen);
    const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1 }[event.key] ?? (/^[1-9]$/.test(event.key) ? Number(event.key) - 1 : undefined);
    if (to !== undefined && row[to]) choose(row[to]);
    else if (event.key === "a") swap();
    else if (event.key === " " && !event.target.closest("button, input")) play(chosen);
    else if (event.key === "Enter" && !event.target.closest("button:not([role=radio])") && chosen !== old) take();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return html`<${Dialog} title=${`Voices for ${called(who)}`} close=${close} wide><div class="compare" ref=${frame} onKeyDown=${onKeyDown}>
    <ol class="exchange" tabindex="0" aria-label="The exchange">${lines.map((number) => {
      const line = script.value.lines[number - 1];
      return html`<li key=${number} class=${classes(own(number) && "own", heard === number && "heard")}><b class=${tint(line.speaker ?? "narrator")}>${called(line.speaker ?? "narrator")}</b> ${line.text}</li>`;
    })}</ol>
    <label class="around"><input type="checkbox" checked=${in_context} onChange=${(event) => setContext(event.target.checked)} /> with the lines around it</label>
    <div role="radiogroup" aria-label="Voices">${row.map((name, at) => {
      const it = voices.value.get(name);
      const alike = name === old ? [] : wouldClash(who, name);
      return html`<button key=${name} role="radio" data-name=${name} aria-checked=${name === chosen} tabindex=${name === chosen ? 0 : -1} autofocus=${name === chosen} class="sort" onClick=${() => choose(name)}>
        <kbd aria-hidden="true">${at + 1}</kbd><b>${name}</b> <small>${[it.gender, it.age, it.engine].join(" · ")}</small>
        <small class=${classes(alike.length && "alike")}>${name === old ? "the present voice" : alike.length ? `sounds like ${listed(alike.map((one) => one.who), 2)}` : speakers(it).length ? `speaks ${listed(speakers(it), 2)}` : "free"}</small></button>`;
    })}</div>
    <label>Another: <select value="" onChange=${(event) => (setMore([...more, event.target.value]), choose(event.target.value))}>
      <option value="">Choose …</option>${[...voices.value.keys()].filter((name) => !row.includes(name)).map((name) => html`<option key=${name}>${name}</option>`)}</select></label>
    ${offered?.who === who && html`<${Offer} offer=${offered} />`}
    <div class="row"><button class="main" disabled=${chosen === old} onClick=${take}>Give ${chosen} <kbd>↵</kbd></button>
      <button onClick=${() => play(chosen)}>Hear <kbd>Space</kbd></button>
      <button disabled=${other === null} onClick=${swap}>Old / new <kbd>a</kbd></button></div>
  </div><//>`;
}

export { Compare as compare };
