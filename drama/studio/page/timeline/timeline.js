// The view "Timeline": who speaks when, what is heard beside the voices, and where something is amiss.

import { clock, count, html, useEffect, useLayoutEffect, useRef, useValue } from "../ui.js";
import * as player from "../player.js";
import * as store from "../store.js";
import { ChooseEffect } from "./choose.js";
import * as gestures from "./gestures.js";
import * as lens from "./lens.js";
import { Panel, Unheard, useChoices } from "./panel.js";
import { Stage } from "./stage.js";
import * as timeline from "./track.js";

export function Timeline() {
  const now = useValue(() => timeline.track.value);
  const problem = useValue(() => timeline.failed.value);
  const revision = useValue(() => store.script.value?.revision);
  const story = useValue(() => store.story.value);
  const before = useRef(null);
  useChoices();
  gestures.useTimelineKeys();
  useEffect(() => {
    timeline.open();
    return () => {
      void gestures.settle();
      gestures.choosing.value = null;
      timeline.forget();
    };
  }, []);
  useEffect(() => void timeline.load(), [revision, story]);
  useRecorded();
  useLayoutEffect(() => {
    if (now !== null) {
      if (store.selected_line.value === null) gestures.select(1, { is_shown: false });
      lens.follow(before.current, now);
      if (before.current === null) gestures.focus();
    }
    before.current = now;
  }, [now]);
  if (now === null) return html`<p class="quiet" role="status">${problem ?? "Laying out the timeline …"}${problem && html` <button onClick=${timeline.load}>Try again</button>`}</p>`;
  if (now.count === 0) return html`<p class="quiet">The story has no words to speak: there is nothing to lay out.</p>`;
  return html`<div class="timeline-view">
    <${Tools} now=${now} />
    <${Unheard} now=${now} />
    <div class="split"><${Stage} /><${Panel} /></div>
    <${Told} now=${now} />
    <${ChooseEffect} />
  </div>`;
}

const LEAST_PAUSE_MS = 1500; // between two askings, while many lines are being recorded

/** Load the timeline once more when lines were recorded: by whomever, or to be heard here. */
function useRecorded() {
  const recorded = useValue(() => store.recorded.value);
  const heard = useValue(() => (player.waiting.value ? null : player.playing.value));
  const timer = useRef(null);
  const later = (pause) => (timer.current ??= setTimeout(() => ((timer.current = null), timeline.load()), pause));
  useEffect(() => void (recorded > 0 && later(Math.max(LEAST_PAUSE_MS, 4 * timeline.took.value))), [recorded]);
  useEffect(() => void (heard && timeline.track.value?.estimated[heard - 1] && later(0)), [heard]);
  useEffect(() => () => clearTimeout(timer.current), []);
}

function Tools({ now }) {
  const estimated = now.estimated.reduce((sum, one) => sum + one, 0);
  return html`<div class="tools" role="group" aria-label="Timeline">
    <button class="plain" title="Farther (-)" aria-label="Farther" onClick=${() => lens.zoom(1 / 1.5)}>−</button>
    <button class="plain" title="Closer (+)" aria-label="Closer" onClick=${() => lens.zoom(1.5)}>+</button>
    <button class="plain" title="The whole episode (0)" onClick=${lens.fit}>Whole</button>
    <button onClick=${gestures.put} title="Put an effect before the selected line (e)">Effect …</button>
    ${now.trouble.length > 0 && html`<button class="warn" onClick=${() => gestures.walkTrouble(1)} title="The next trouble (.)">${count(now.trouble.length, "trouble spot")}</button>`}
    <span class="quiet">${clock(now.seconds)}${estimated > 0 && html`<i class="legend"></i>${estimated === now.count ? "estimated: nothing is recorded yet" : `${count(estimated, "line")} estimated`}`}</span>
  </div>`;
}

/** What is said to who does not see it, beside what the list box says: the scene that is entered, where an effect goes. */
function Told({ now }) {
  const number = useValue(() => timeline.scene.value);
  const held = useValue(() => gestures.held.value?.line ?? null);
  const scene = now.scenes.find((one) => one.number === number);
  return html`<p class="hidden" role="status" aria-live="polite">${held !== null ? `Before line ${held}: ${store.script.value.lines[held - 1]?.text.slice(0, 100)}` : scene ? `Scene ${number}${scene.title ? `, ${scene.title.slice(0, 80)}` : ""}` : ""}</p>`;
}
