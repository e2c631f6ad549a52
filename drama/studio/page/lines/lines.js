// The view "Lines": the script as it will be heard.

import { html, useEffect, useMemo, useRef, useState, useValue } from "../ui.js";
import { get, ofStory } from "../api.js";
import { useKeys } from "../keys.js";
import * as player from "../player.js";
import * as store from "../store.js";
import { Say } from "../say/say.js";
import { presentAt } from "./choices.js";
import { Panel } from "./panel.js";
import * as ripple from "./ripple.js";
import { Row, SceneHeading, Unspoken } from "./row.js";
import * as shown from "./shown.js";
import { Toolbar } from "./toolbar.js";
import { VirtualList } from "./virtual_list.js";

const keyOf = (item) => item.key;

/** Return how high a row will likely be, in pixels, at a width. */
function guess(item, width) {
  if (item.kind === "scene") return item.is_chapter ? 132 : 84;
  const wide = width > 640;
  const column = Math.max(200, Math.min(660, wide ? width - 230 : width - 40));
  const text = item.kind === "line" ? item.line.text.length : item.segment.text.length;
  const rows = Math.max(1, Math.ceil((text * 8.1) / column));
  return rows * 28 + (wide || item.line?.speaker == null ? 16 : 38);
}

export function Lines() {
  const list = useRef(null);
  const search = useRef(null);
  const beside = useRef(null);
  const [open, setOpen] = useState(null); // "new", "why", "say"
  const script = useValue(() => store.script.value);
  const items = useValue(() => shown.items.value);
  const line = useValue(() => store.selected_line.value);
  const colours = useValue(() => store.colours.value);
  const terms = useValue(() => shown.terms.value);
  const would = useValue(() => ripple.would.value);
  const changed = useValue(() => store.changed.value);
  const heard = useValue(() => player.playing.value);
  const places = shown.places.value;
  const ranks = shown.ranks.value;
  const total = shown.lines.value.length;
  const at = line?.at ?? null;
  const present = useMemo(() => (line ? presentAt(line, script) : []), [line, script]);

  const focus = () => list.current?.scroller?.focus({ preventScroll: true });
  const reveal = (where, block) => list.current?.reveal(shown.places.value.get(where) ?? -1, block);
  const choose = (where, block = "nearest") => {
    store.selected.value = where;
    reveal(where, block);
  };
  const hear = (one) => (player.playing.value === one.number ? player.toggle() : player.playLines([one.number]));
  const close = () => {
    setOpen(null);
    focus();
  };
  const gestures = gesturesOf({ line, present, open, setOpen, close, choose, focus });

  // The first line is selected where none is, and the selected one is seen when the view opens or shows others.
  useEffect(() => {
    if (store.selected.value === null || !store.lines_at.value.has(store.selected.value)) store.selected.value = nearest(shown.lines.value, list.current?.was ?? 0)?.at ?? null;
  }, [script]);
  useEffect(() => {
    reveal(store.selected.value, "center");
    focus();
  }, []);
  useEffect(() => reveal(store.selected.value, "center"), [terms, shown.only.value, shown.who.value, shown.scene.value, shown.order.value]);
  useEffect(() => {
    if (list.current) list.current.was = line?.number ?? list.current.was;
    if (open !== "say") setOpen(null);
  }, [at]);
  useEffect(() => {
    ripple.onKept((was) => kept(was, choose));
  }, []);
  useEffect(() => ripple.forget, []);
  useEffect(() => followHeard(list.current, heard), [heard]);
  useUnspoken();
  useKeys("Lines", keysOf({ line, choose, gestures, search, close, open, list, hear }), [line, present, open, items]);

  const draw = (item, index) => {
    if (item.kind === "scene") return html`<${SceneHeading} key=${item.key} scene=${item.scene} isChapter=${item.is_chapter} />`;
    if (item.kind === "unspoken") return html`<${Unspoken} key=${item.key} segment=${item.segment} bringBack=${gestures.bringBack} />`;
    const one = item.line;
    const before = items[index - 1];
    const heading = before?.kind === "scene" ? ["Scene", before.scene.number, before.scene.title].filter(Boolean).join(" ") : null;
    return html`<${Row} key=${item.key} line=${one} heading=${heading} rank=${ranks.get(one.at)} of=${total} isSelected=${one.at === at} isHeard=${one.number === heard}
      isChanged=${changed.has(one.at)} would=${would.get(one.at)} colours=${colours} terms=${terms} choose=${choose} hear=${hear} />`;
  };
  const isThere = at !== null && places.has(at);
  return html`<div class="lines-view">
    <${Toolbar} toList=${focus} search=${search} nextDoubt=${gestures.nextDoubt} showUnspoken=${showUnspoken} />
    <div class="stage">
      ${items.length > 0
        ? html`<${VirtualList} holder=${list} items=${items} keyOf=${keyOf} guess=${guess} draw=${draw} onMove=${() => align(list.current, beside.current, places.get(at))} onResize=${() => reveal(store.selected.value)}
            attributes=${{ class: "script", role: "listbox", tabindex: 0, "aria-label": "Lines of the script", "aria-activedescendant": isThere ? `line-${at}` : null }} />`
        : html`<${Nothing} />`}
      ${line && isThere && (open === "say" ? html`<${Say} line=${line} close=${close} place=${beside} />` : html`<${Panel} line=${line} present=${present} gestures=${gestures} open=${open} context=${!shown.is_all.value || shown.order.value !== "story"} place=${beside} />`)}
    </div>
  </div>`;
}

/** What is said where no line is shown. */
function Nothing() {
  const words = shown.query.value;
  const told = shown.is_all.value
    ? "The story has no words to speak."
    : shown.only.value === "doubtful" && !words
      ? "No line is in doubt: every line has its speaker."
      : shown.only.value === "changed" && !words
        ? "The last edit gave no line to somebody else."
        : words
          ? `Nothing here has “${words}” in it.`
          : "No line is like that.";
  return html`<div class="nothing"><p>${told}</p>${!shown.is_all.value && html`<button onClick=${shown.reset}>Show every line</button>`}</div>`;
}

const nearest = (lines, number) => lines.find((line) => line.number >= number) ?? lines.at(-1) ?? null;

/** Go on once an edit is kept: after a doubtful line to the next one. */
function kept(was, choose) {
  if (!was.is_doubtful) return;
  const next = ripple.nextDoubt(was.number);
  if (next === null) store.say("No line is in doubt any more: every line has its speaker.");
  else if (next.at !== was.at) choose(next.at, "center");
}

/** Keep what is heard in sight, as long as it was in sight. */
let last_heard = null;
function followHeard(list, number) {
  const line = store.script.value?.lines[number - 1];
  const before = shown.places.value.get(last_heard);
  const now = line && shown.places.value.get(line.at);
  if (list && now !== undefined && before !== undefined && list.isSeen(before)) list.reveal(now);
  last_heard = line?.at ?? null;
}

/** Put the panel beside its line, as far as there is room. */
function align(list, panel, index) {
  if (!list?.scroller || !panel) return;
  const card = panel.firstElementChild;
  if (getComputedStyle(panel).position !== "absolute") return void (card.style.transform = "");
  const room = panel.clientHeight - card.offsetHeight - 12;
  const wanted = index === undefined ? 0 : list.offsets[index] - list.scroller.scrollTop;
  card.style.transform = `translateY(${Math.max(12, Math.min(wanted, room))}px)`;
}

// ------------------------------------------------------------------ what is not spoken

async function loadUnspoken() {
  try {
    shown.unspoken.value = (await get(ofStory(store.story.value, "unspoken"))).unspoken;
  } catch (refused) {
    store.say(refused.message, "wrong");
  }
}

const showUnspoken = (is_wanted) => (is_wanted ? void loadUnspoken() : (shown.unspoken.value = null));

/** Load what is not spoken anew with each script, while it is shown. */
function useUnspoken() {
  const revision = useValue(() => store.script.value?.revision);
  useEffect(() => {
    if (shown.unspoken.value !== null) void loadUnspoken();
  }, [revision]);
}

// ------------------------------------------------------------------ gestures and keys

function gesturesOf({ line, present, open, setOpen, close, choose, focus }) {
  const pin = (speaker, more = {}) => ({ do: "pin", line: line.number, speaker, ...more });
  const shownKind = () => (ripple.pending.value?.at === line.at ? ripple.pending.value.what.kind ?? line.kind : line.kind);
  const kindFor = () => (line.kind === "narration" ? { kind: shownKind() === "thought" ? "thought" : "dialogue" } : shownKind() !== line.kind ? { kind: shownKind() } : {});
  const give = (name, more = kindFor()) => ripple.propose(line, pin(name, more), `${name}${more.kind === "thought" ? ", a thought" : ""}`);
  const all = {
    close,
    give: (at) => (present[at] === undefined ? false : give(present[at])),
    giveTo: (_line, name) => {
      const known = store.characters.value.has(name);
      close();
      give(name, { ...kindFor(), ...(known ? {} : { is_new: true }) });
    },
    confirm: () => (line.speaker === null || !line.is_doubtful || !present.includes(line.speaker) ? false : give(line.speaker)),
    newPerson: () => (ripple.forget(), setOpen("new")),
    narrator: () => ripple.propose(line, pin("narrator"), "The narrator reads it"),
    thought: () => {
      const now = ripple.pending.value?.at === line.at ? ripple.pending.value.what : null;
      const name = now?.do === "pin" && now.speaker !== "narrator" ? now.speaker : line.speaker ?? present[0];
      if (!name) return store.say("Say first who thinks it: n.", "wrong");
      give(name, { ...(now?.is_new ? { is_new: true } : {}), kind: shownKind() === "thought" ? "dialogue" : "thought" });
    },
    leaveOut: () => ripple.propose(line, { do: "leave_out", line: line.number }, "Not spoken"),
    unpin: () => (line.is_pinned ? ripple.propose(line, { do: "unpin", line: line.number }, "As drama reads it") : store.say("Nothing was decided of this line.")),
    keep: () => (focus(), ripple.keep()),
    leave: () => (focus(), ripple.forget()),
    nextDoubt: () => doubt(line, 1, choose, focus),
    lastDoubt: () => doubt(line, -1, choose, focus),
    hear: () => player.playLines([line.number]),
    hearFrom: () => player.playFrom(line.number),
    hearExchange: async () => {
      try {
        const found = await get(`${ofStory(store.story.value, "lines", line.number, "exchange")}?revision=${store.script.value.revision}`);
        player.playLines(found.lines);
      } catch (refused) {
        store.say(refused.message, "wrong");
      }
    },
    why: () => (open === "why" ? close() : setOpen("why")),
    say: () => (open === "say" ? close() : (ripple.forget(), setOpen("say"))),
    bringBack: (segment) => void store.edit({ do: "bring_back", words: segment.words }),
  };
  return all;
}

function doubt(line, way, choose, focus) {
  const next = ripple.nextDoubt(line?.number ?? 0, way);
  if (next === null) return store.say("No line is in doubt: every line has its speaker.");
  if (!shown.places.value.has(next.at)) shown.reset();
  choose(next.at, "center");
  focus();
}

function keysOf({ line, choose, gestures, search, close, open, list, hear }) {
  const lines = () => shown.lines.value;
  const rank = () => shown.ranks.value.get(line?.at) ?? lines().findIndex((one) => one.number >= (line?.number ?? 0));
  const step = (by) => {
    const next = lines()[Math.max(0, Math.min(lines().length - 1, rank() + by))];
    if (next) choose(next.at);
  };
  const page = (way) => {
    const places = shown.places.value;
    const from = places.get(line?.at) ?? 0;
    const goal = from + list.current.page(from, way);
    const next = lines().find((one) => places.get(one.at) >= goal) ?? lines().at(-1);
    if (next && next.at !== line?.at) choose(next.at);
    else step(way);
  };
  const ofLine = (act) => (event) => (line ? act(event) : false);
  const one = (keys, label, act, more = {}) => ({ keys: [keys].flat(), label, do: ofLine(act), ...more });
  return [
    one(["ArrowDown", "j"], "The next line", () => step(1)),
    one(["ArrowUp", "k"], "The line before", () => step(-1)),
    one(["PageDown"], "A page on", () => page(1)),
    one(["PageUp"], "A page back", () => page(-1)),
    one(["Home"], "The first line", () => step(-Infinity)),
    one(["End"], "The last line", () => step(Infinity)),
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => one([String(number)], "Gives it to one of those present", () => gestures.give(number - 1), number > 1 ? { hidden: true } : { shown: ["1", "–", "9"] })),
    one("n", "Gives it to somebody else", gestures.newPerson),
    one("m", "Gives it to the narrator", gestures.narrator),
    one("t", "A thought, or said aloud", gestures.thought),
    one("x", "Is not spoken", gestures.leaveOut),
    one("u", "As drama reads it", gestures.unpin),
    one("Enter", "Keeps it; agrees with a doubtful line", () => (ripple.pending.value ? gestures.keep() : gestures.confirm())),
    { keys: ["Escape"], label: "Leaves it", do: () => (ripple.forget() ? undefined : open ? close() : shown.query.value ? void (shown.query.value = "") : false) },
    { keys: ["d"], label: "The next doubtful line", do: gestures.nextDoubt },
    { keys: ["D"], shown: ["Shift+D"], label: "The doubtful line before", do: gestures.lastDoubt },
    one([" ", "p"], "Hears the line", (event) => (event.key === " " && player.playing.value !== null ? false : hear(line)), { shown: ["p", "Space"] }),
    one("f", "Hears it from here", gestures.hearFrom),
    one("e", "Hears this exchange", gestures.hearExchange),
    one("w", "Why it is whose it is", gestures.why),
    one("s", "How it is said", gestures.say),
    { keys: ["/"], label: "Finds words or names", do: () => (search.current?.focus(), search.current?.select()) },
  ];
}
