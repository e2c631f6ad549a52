// One row of the list: a line, a scene's heading, or what is not spoken.

import { classes, Component, html } from "../ui.js";
import { pieces } from "./shown.js";

const LONGEST = 6000; // signs of a paragraph that are drawn; the rest is heard

const cut = (text, most) => (text.length > most ? `${text.slice(0, most)} …` : text);

/** Return the class of somebody's colour. */
export const colourOf = (name, colours) => (name === null || name === "narrator" ? "narrator" : colours.has(name) ? `c${colours.get(name)}` : "nobody");

/** Somebody's name in their colour. */
export const Name = ({ name, colours }) => html`<b class=${classes("name", colourOf(name, colours))}>${name === null || name === "narrator" ? "Narrator" : cut(name, 80)}</b>`;

/** A line as it will be heard: drawn anew only where something of it has changed. */
export class Row extends Component {
  shouldComponentUpdate(next) {
    return Object.keys(next).some((key) => next[key] !== this.props[key]);
  }

  render({ line, heading, rank, of, isSelected, pauseBar, isHeard, isChanged, would, colours, terms, choose, hear }) {
    const name = line.speaker;
    const moves = would !== undefined && would !== name;
    return html`<div
      class=${classes("line", line.kind, colourOf(name, colours), isSelected && "selected", isHeard && "heard", isChanged && "changed", line.is_doubtful && "doubtful", moves && "moves", line.is_heading && "heading")}
      role="option" id=${`line-${line.at}`} aria-selected=${isSelected} aria-posinset=${rank + 1} aria-setsize=${of} onClick=${() => choose(line.at)}>
      <span class="number" aria-hidden="true">${line.number}<span class="play" onClick=${(event) => (event.stopPropagation(), choose(line.at), hear(line))}>${isHeard ? "❚❚" : "▶"}</span></span>
      ${heading && html`<span class="hidden">${heading}. </span>`}
      <span class="who">${name === null ? html`<span class="hidden">Narrator: </span>` : html`<span class="name">${cut(name, 60)}</span>${line.is_doubtful && html`<i class="unsure" title=${doubt(line)}>?</i>`}<span class="hidden">: </span>`}
        ${moves && html`<span class=${classes("to", colourOf(would, colours))}><span aria-hidden="true">→ </span><span class="hidden">would be </span>${cut(would ?? "Narrator", 60)}</span>`}</span>
      <span class="words">${line.kind === "thought" && html`<span class="hidden">thinks: </span>`}${delivery(line) && html`<span class="manner">(${delivery(line)}) </span>`}${words(line, terms)}${marks(line, isChanged)}</span>
      ${pauseBar && html`<${pauseBar} line=${line} />`}
    </div>`;
  }
}

const doubt = (line) => (line.rule === "crowd tag" ? "a stranger" : line.confidence > 0 ? `${Math.round(line.confidence * 100)} % sure` : "unknown");

const CHANNELS = { phone: "by phone", radio: "by radio", pa: "over loudspeakers", door: "through a door", distance: "from afar", memory: "remembered" };

const delivery = (line) => [line.delivery !== "plain" && line.kind !== "narration" && line.delivery, CHANNELS[line.channel]].filter(Boolean).join(", ");

/** The words of a line, those that were searched for marked, and what is said instead of them. */
function words(line, terms) {
  const printed = pieces(cut(line.text, LONGEST), terms).map(([text, isFound]) => (isFound ? html`<mark>${text}</mark>` : text));
  return line.how?.say ? html`<s>${printed}</s> <ins>${cut(line.how.say, LONGEST)}</ins>` : printed;
}

function marks(line, isChanged) {
  const said = [
    line.is_doubtful && ["warn", doubt(line)],
    isChanged && ["new", "changed"],
    line.how?.locked ? ["", "locked"] : line.is_pinned && ["", "decided"],
    line.how && directed(line.how) && ["", directed(line.how)],
  ].filter(Boolean);
  return said.map(([kind, text]) => html` <small class=${classes("mark", kind)} key=${text}>${text}</small>`);
}

/** Return in a word or two what was decided of how a line is said, beside its words and its delivery. */
function directed(how) {
  return [
    how.rate && (how.rate < 1 ? "slower" : "faster"),
    how.gain_db && (how.gain_db < 0 ? "softer" : "louder"),
    how.stress && `stressed: ${cut(how.stress.join(", "), 40)}`,
    how.pronounce && cut(Object.entries(how.pronounce).map(([word, sound]) => `${word} as “${sound}”`).join(", "), 60),
    how.recording && "an actor’s recording",
    how.pause_after !== undefined && `pause ${(how.pause_after / 1000).toFixed(1)} s`,
  ].filter(Boolean).join(", ");
}

/** The heading of a scene, under that of its chapter. */
export const SceneHeading = ({ scene, isChapter }) => html`<div class="scene" aria-hidden="true">
  ${isChapter && html`<p class="chapter">${cut(scene.chapter, 120)}</p>`}
  <p class="title"><span>Scene ${scene.number}</span>${scene.title && scene.title !== scene.chapter && html` · ${cut(scene.title, 120)}`}</p>
</div>`;

/** Something that is not spoken, greyed, with a button where it can be brought back. */
export const Unspoken = ({ segment, bringBack }) => html`<div class="unspoken" role="option" aria-selected="false" aria-disabled=${!segment.can_return}>
  <span class="hidden">Not spoken, ${segment.reason}: </span>
  <span class="number" aria-hidden="true"></span><span class="who" aria-hidden="true">not spoken</span>
  <span class="words">${cut(segment.text, 400)} <small class="mark">${segment.reason}</small>
  ${segment.can_return && html`<span class="back" onClick=${() => bringBack(segment)}>Speak it again</span>`}</span>
</div>`;
