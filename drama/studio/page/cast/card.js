// The card of somebody who speaks.

import { classes, clock, count, html, useRef, useValue } from "../ui.js";
import { script, story } from "../store.js";
import { ALIKE, apart, called, cut, inScenes, inWords, meetings, tint, voice_of, wouldClash } from "./table.js";
import { choose, current, dialog, give, hand, hear, offer, propose } from "./casting.js";
import { dragCard, dragVoice } from "./drag.js";
import { Menu } from "./menu.js";
import { Offer } from "./offer.js";
import { Strip } from "./strip.js";

const FULL = 2.5; // a bar is full at this many times the distance that is enough

export function Card({ one }) {
  const who = one.key;
  const is_current = useValue(() => current.value === who);
  const held = useValue(() => hand.value);
  const offered = useValue(() => (offer.value?.who === who ? offer.value : null));
  const voice = useValue(() => voice_of.value.get(who));
  const met = useValue(() => meetings.value.get(who) ?? NOBODY);
  const tab = is_current ? 0 : -1;
  const was_shown = useRef(false); // whether the price was there when the pointer came down
  const press = (event) => {
    was_shown.current = offer.value?.who === who && offer.value.voice === held;
    dragCard(event, one);
  };
  const take = () => {
    if (held === null) return (current.value = who);
    if (was_shown.current) give(who, held);
    else propose(who, held); // a finger shows the price first, and gives when it taps again
  };
  const alike = met.filter((other) => other.distance < ALIKE);
  const facts = [count(one.lines, "line"), clock(one.seconds), one.is_narrator ? null : count(one.scenes.length, "scene")].filter(Boolean).join(" · ");
  const also = one.aliases.filter((name) => name.toLowerCase() !== one.name.toLowerCase());
  const sample = one.sample ? script.value.lines[one.sample - 1] : null;
  return html`<li class=${classes("portrait", one.tint, is_current && "current", offered && "offered", held && "waits")} data-who=${who}
      onPointerEnter=${(event) => held !== null && event.pointerType !== "touch" && propose(who, held)}
      onPointerLeave=${(event) => held !== null && event.pointerType !== "touch" && offer.value?.who === who && propose(null, null)}
      onPointerDown=${press} onClick=${(event) => !event.target.closest("button, a, .menu") && take()}>
    <div role="group" class="body" tabindex=${tab} data-card aria-label=${`${cut(one.name)}, ${facts}, voice ${voice?.name ?? one.voice}`}
      aria-describedby=${offered ? "offer" : null} onFocus=${() => ((current.value = who), held !== null && propose(who, held))}>
      <header>
        <span class="disc" aria-hidden="true">${initial(one)}</span>
        <h2 title=${one.name.length > 24 ? one.name.slice(0, 300) : null}>${cut(one.name)}</h2>
        ${!one.is_narrator && html`<${Menu} label=${`What can be done with ${cut(one.name)}`} tabindex=${tab} items=${actions(one)} />`}
      </header>
      ${also.length > 0 && html`<p class="aliases" title=${also.join(", ").slice(0, 300)}>also ${also.slice(0, 5).map(cut).join(", ")}</p>`}
      <p class="facts">${facts}${!one.is_narrator && !one.is_nobody && html` · <button class="link" tabindex=${tab} onClick=${() => (dialog.value = { kind: "describe", who })}>${inWords(one.gender, one.age)}</button>`}</p>
      <${Strip} who=${who} label=${one.is_narrator ? "Where the narrator speaks in the story" : `Where ${cut(one.name)} speaks in the story: ${inScenes(one.scenes)}`} />
      ${sample && html`<p class="sample"><button class="plain" tabindex=${tab} aria-label=${`Hear ${cut(one.name)}`} title="Hear this line" onClick=${() => hear(who)}>▶</button><span>${sample.text}</span></p>`}
      <p class="voice"><button class="chip" tabindex=${tab} title="Choose another voice (v)" data-voice=${voice?.name} onPointerDown=${(event) => voice && dragVoice(event, voice.name)} onClick=${() => choose(who)}>
        <span class="wave" aria-hidden="true"></span><b>${voice?.name ?? one.voice}</b><small>${voice?.engine ?? one.engine}</small><span aria-hidden="true">▾</span></button>
        ${one.is_teller && html`<small class="quiet">tells the story: speaks as the narrator does</small>`}</p>
      ${offered ? html`<${Offer} offer=${offered} id="offer" is_live=${held !== null} />${held !== null && !offered.is_same && html`<button class="main give" tabindex="-1" onClick=${() => give(who, held)}>Give ${held} to ${cut(one.name)}</button>`}` : html`<${Met} met=${met} alike=${alike} one=${one} />`}
      ${held !== null && !offered && html`<${Hint} who=${who} voice=${held} />`}
    </div>
  </li>`;
}

const NOBODY = [];
const initial = (one) => (one.is_narrator ? "¶" : [...one.name.replace(/^(the|a|an|mr\.?|mrs\.?|miss|dr\.?) /i, "")][0]?.toUpperCase() ?? "?");

/** Whether a voice in the hand would do for somebody, before it is asked what it costs. */
function Hint({ who, voice }) {
  if (voice_of.value.get(who)?.name === voice) return null;
  const alike = wouldClash(who, voice);
  return html`<p class=${classes("hint", alike.length && "alike")}>${alike.length ? `${voice} sounds like ${called(alike[0].who)}` : ""}</p>`;
}

/** Whom somebody meets, and how far their voices are apart. */
function Met({ met, alike, one }) {
  if (!met.length) return html`<p class="met quiet">${one.is_teller ? "" : "Meets nobody."}</p>`;
  const shown = met.slice(0, Math.max(3, Math.min(alike.length, 5)));
  return html`<ul class="met" aria-label=${one.is_narrator ? "The nearest voices" : "Shares scenes with"}>${shown.map(
    ({ who, distance, scenes }) => html`<li key=${who} class=${classes(distance < ALIKE && "alike")} title=${who === "narrator" || one.is_narrator ? null : `They meet in ${inScenes(scenes)}`}>
      <span class=${classes("name", tint(who))}>${called(who)}</span>
      <span class="gauge" aria-hidden="true"><svg viewBox="0 0 100 6" preserveAspectRatio="none"><rect class="all" width="100" height="6" rx="3" /><rect class="part" width=${Math.max(3, Math.min(100, (distance / FULL) * 100))} height="6" rx="3" /><path d=${`M${(ALIKE / FULL) * 100} 0v6`} /></svg></span>
      <small>${apart(distance)}</small></li>`,
  )}${met.length > shown.length && html`<li class="quiet more">and ${met.length - shown.length} more, farther apart</li>`}</ul>`;
}

function actions(one) {
  const open = (kind) => () => (dialog.value = { kind, who: one.key });
  return [
    { label: "Choose a voice …", key: "v", do: () => choose(one.key) },
    { label: "Compare voices …", key: "c", do: open("compare") },
    { label: "Rename …", key: "r", do: open("rename") },
    { label: "Merge with somebody …", key: "m", do: open("merge") },
    ...(one.aliases.length ? [{ label: "Split a name off …", key: "s", do: open("split") }] : []),
    ...(one.is_nobody ? [] : [{ label: "Gender and age …", key: "g", do: open("describe") }]),
    { label: "Show the lines", do: () => (location.hash = `#${encodeURIComponent(story.value)}/lines`) },
  ];
}
