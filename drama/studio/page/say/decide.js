// Decides how a line is spoken, and has it heard: presses that follow each other quickly are one edit.

import { signal } from "../ui.js";
import * as player from "../player.js";
import { edit, lines_at, script } from "../store.js";

const QUIET_MS = 260; // a press of slower, louder or longer is kept once no other follows for so long

export const STEP = { rate: 0.1, gain_db: 2, pause_after: 100 };
export const BOUNDS = { rate: [0.5, 2], gain_db: [-24, 12], pause_after: [0, 60000] };
export const USUAL_PAUSE_MS = 400; // from where a pause is made longer that was as the story tells it

/** What is being decided: { at, key, value }; null where all is kept. */
export const draft = signal(null);

let timer = null;

/** Return a value of a line as it is shown: what is being decided, or what was. */
export function valueOf(line, key) {
  const now = draft.value;
  return now?.at === line.at && now.key === key ? now.value : line.how?.[key] ?? null;
}

/** Decide something of a line, null to take it back; kept at once unless more of the same may follow. */
export function decide(line, key, value, wait = 0) {
  const now = draft.value;
  if (now && (now.at !== line.at || now.key !== key)) void keep();
  clearTimeout(timer);
  draft.value = { at: line.at, key, value };
  if (wait) timer = setTimeout(keep, wait);
  else return keep();
}

/** Go a step up or down. */
export function step(line, key, way) {
  const usual = { rate: 1, gain_db: 0, pause_after: USUAL_PAUSE_MS }[key];
  const [least, most] = BOUNDS[key];
  const next = Math.min(most, Math.max(least, (valueOf(line, key) ?? usual) + way * STEP[key]));
  const value = Number(next.toFixed(2));
  decide(line, key, value === usual && key !== "pause_after" ? null : value, QUIET_MS);
}

/** Keep what is being decided, and have it heard. Return whether it was kept. */
export async function keep() {
  clearTimeout(timer);
  const now = draft.value;
  const line = lines_at.value.get(now?.at);
  if (!now || now.isSent) return false;
  if (!line || same(line.how?.[now.key] ?? null, now.value)) {
    draft.value = null;
    return false;
  }
  const sent = (draft.value = { ...now, isSent: true });
  const done = await edit({ do: "direct", line: line.number, [now.key]: now.value });
  if (draft.value === sent) draft.value = null;
  const here = lines_at.value.get(now.at);
  if (done && here && now.key !== "locked") player.playLines(now.key === "pause_after" && script.value.lines[here.number] ? [here.number, here.number + 1] : [here.number]);
  return done;
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
