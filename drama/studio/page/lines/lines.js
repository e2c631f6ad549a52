// The view "Lines": the script as it will be heard.

import { html, sheet, signal, useEffect, useLayoutEffect, useRef, useValue } from "../ui.js";
import * as player from "../player.js";
import * as store from "../store.js";
import * as gestures from "./gestures.js";
import { Panel } from "./panel.js";
import * as ripple from "./ripple.js";
import { Row, SceneHeading, Unspoken } from "./row.js";
import * as shown from "./shown.js";
import { Toolbar } from "./toolbar.js";
import { bringBack, UnspokenDialog, useUnspoken } from "./unspoken.js";
import { VirtualList } from "./virtual_list.js";

const SOON_MS = 400;
const said = signal(null); // the module of "Say it so", once it is loaded

/** Load "Say it so", soon after the lines are there, or when it is asked for. */
async function loadSay() {
  try {
    if (said.value === null) [said.value] = await Promise.all([import("../say/say.js"), sheet("say/say.css")]);
  } catch (problem) {
    store.say(problem.message, "wrong");
  }
}

const keyOf = (item) => item.key;

/** Return how high a row will likely be, in pixels, at a width. */
function guess(item, width) {
  if (item.kind === "scene") return item.is_chapter ? 132 : 84;
  const is_wide = width > 700;
  const column = Math.max(200, is_wide ? Math.min(660, width - (width > 1000 ? 620 : 270)) : width - 90);
  const text = item.kind === "line" ? item.line.text.length : item.segment.text.length;
  const rows = Math.max(1, Math.ceil((text * 7.6) / column));
  return rows * 27.5 + (is_wide || item.line?.speaker == null ? 15 : 33);
}

export function Lines() {
  const beside = useRef(null);
  const items = useValue(() => shown.items.value);
  const line = useValue(() => store.selected_line.value);
  const open = useValue(() => gestures.open.value);
  const isPlain = useValue(() => shown.is_all.value && shown.order.value === "story");
  const draw = useDrawn(items, line?.at);
  const saying = useValue(() => (gestures.open.value === "say" ? said.value : null));
  useEffect(() => {
    const timer = setTimeout(loadSay, open === "say" ? 0 : SOON_MS);
    return () => clearTimeout(timer);
  }, [open]);
  const isThere = line !== null && shown.places.value.has(line.at);
  useSelection();
  useUnspoken();
  gestures.useLineKeys();
  const isSeen = useRef(true); // the selected line, when something moved last
  const onMove = () => {
    const [list, index] = [gestures.list.current, shown.places.value.get(store.selected.value)];
    isSeen.current = Boolean(list?.scroller) && index !== undefined && list.isSeen(index);
    align(list, beside.current, index);
  };
  const onResize = () => isSeen.current && gestures.reveal(store.selected.value);
  useLayoutEffect(onMove);
  return html`<div class="lines-view">
    <${Toolbar} />
    <div class="stage">
      <${VirtualList} holder=${gestures.list} items=${items} keyOf=${keyOf} guess=${guess} draw=${draw} onMove=${onMove} onResize=${onResize}
        attributes=${{ class: "script", role: "listbox", tabindex: 0, "aria-label": "Lines of the script", "aria-activedescendant": isThere ? `line-${line.at}` : null }} />
      ${items.length === 0 && html`<${Nothing} />`}
      ${isThere && (saying ? html`<${saying.Say} line=${line} close=${gestures.close} place=${beside} />` : html`<${Panel} line=${line} open=${open} hasContext=${!isPlain} place=${beside} />`)}
    </div>
    <${UnspokenDialog} />
  </div>`;
}

/** Return the function that draws an item of the list. */
function useDrawn(items, at) {
  const colours = useValue(() => store.colours.value);
  const terms = useValue(() => shown.terms.value);
  const would = useValue(() => ripple.would.value);
  const changed = useValue(() => store.changed.value);
  const heard = useValue(() => player.playing.value);
  const pauseBar = useValue(() => (gestures.open.value === "say" ? said.value?.PauseBar ?? null : null));
  const ranks = shown.ranks.value;
  useEffect(() => followHeard(heard), [heard]);
  return (item, index) => {
    if (item.kind === "scene") return html`<${SceneHeading} key=${item.key} scene=${item.scene} isChapter=${item.is_chapter} />`;
    if (item.kind === "unspoken") return html`<${Unspoken} key=${item.key} segment=${item.segment} bringBack=${bringBack} />`;
    const one = item.line;
    const before = items[index - 1];
    const heading = before?.kind === "scene" ? ["Scene", before.scene.number, before.scene.title].filter(Boolean).join(" ") : null;
    return html`<${Row} key=${item.key} line=${one} heading=${heading} rank=${ranks.get(one.at)} of=${ranks.size} isSelected=${one.at === at} pauseBar=${one.at === at && one.number < store.script.value.lines.length ? pauseBar : null} isHeard=${one.number === heard}
      isChanged=${changed.has(one.at)} would=${would.get(one.at)} colours=${colours} terms=${terms} choose=${gestures.choose} hear=${gestures.hear} />`;
  };
}

let last_number = 0; // of the line that was selected last, to find one near it where it is gone

/** Keep a line selected and in sight: where none is, the one nearest to where the last one was. */
function useSelection() {
  const script = useValue(() => store.script.value);
  const at = useValue(() => store.selected_line.value?.at ?? null);
  const filters = useValue(() => [shown.terms.value.join(" "), shown.only.value, shown.who.value, shown.scene.value, shown.order.value].join("\n"));
  useLayoutEffect(() => {
    if (store.selected_line.value === null) store.selected.value = gestures.nearest(shown.lines.value, last_number)?.at ?? null;
  }, [script]);
  useLayoutEffect(() => {
    last_number = store.selected_line.value?.number ?? last_number;
    if (gestures.open.value === "new") gestures.open.value = null;
  }, [at]);
  useEffect(() => gestures.reveal(store.selected.value, "center"), [filters]);
  useEffect(() => {
    if (!shown.places.value.has(store.selected.value)) shown.reset(); // another view chose a line
    gestures.focus();
    ripple.onKept(gestures.kept);
    return () => {
      ripple.forget();
      gestures.open.value = null;
    };
  }, []);
}

/** What is said where no line is shown. */
function Nothing() {
  const words = shown.query.value;
  const told = shown.is_all.value
    ? "The story has no words to speak."
    : words
      ? `Nothing here has “${words}” in it.`
      : { doubtful: "No line is in doubt: every line has its speaker.", changed: "The last edit gave no line to somebody else.", pinned: "Nothing was decided by hand yet." }[shown.only.value] ?? "No line is like that.";
  return html`<div class="nothing"><p>${told}</p>${!shown.is_all.value && html`<button onClick=${() => (shown.reset(), gestures.focus())}>Show every line</button>`}</div>`;
}

let last_heard = null;

/** Keep what is heard in sight, as long as it was in sight. */
function followHeard(number) {
  const list = gestures.list.current;
  const line = store.script.value?.lines[number - 1];
  const before = shown.places.value.get(last_heard);
  const now = line && shown.places.value.get(line.at);
  if (list && now !== undefined && before !== undefined && list.isSeen(before)) list.reveal(now);
  last_heard = line?.at ?? null;
}

/** Put the card beside its line, as far as there is room. */
function align(list, panel, index) {
  if (!list?.scroller || !panel) return;
  const card = panel.firstElementChild;
  if (getComputedStyle(panel).position !== "absolute") return void (card.style.transform = "");
  const room = panel.clientHeight - card.offsetHeight - 12;
  const wanted = index === undefined ? 0 : list.offsets[index] - list.scroller.scrollTop;
  card.style.transform = `translateY(${Math.max(12, Math.min(wanted, room))}px)`;
}
