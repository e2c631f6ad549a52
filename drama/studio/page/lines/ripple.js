// An edit that is looked at before it is kept: which other lines would change hands.

import { computed, effect, signal, untracked } from "../ui.js";
import { attempt, doubtful, edit, lines_at, script, selected } from "../store.js";

const QUIET_MS = 120; // edits tried one right after another are asked about once they pause so long

/** { at, what, say, state: "asking" | "known" | "wrong", changed, error, label, is_wanted } */
export const pending = signal(null);

/** What lines would become, by where they begin. */
export const would = computed(() => {
  const now = pending.value;
  const found = new Map();
  if (now?.state !== "known") return found;
  for (const one of now.changed) {
    const line = script.value.lines[one.line - 1];
    if (line) found.set(line.at, one.after);
  }
  if (now.what.do === "leave_out") found.set(now.at, "not spoken");
  if (now.what.do === "pin" && !found.has(now.at)) found.set(now.at, now.what.speaker === "narrator" ? null : now.what.speaker);
  return found;
});

let asking = null;
let timer = null;
let asked_at = -Infinity;
let after_keeping = () => {};

/** Say what is done once an edit is kept: it gets the line as it was. */
export const onKept = (act) => (after_keeping = act);

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** Look at an edit of a line; looked at already, keep it. `say` is the edit in words. */
export function propose(line, what, say) {
  const now = pending.value;
  if (now && now.at === line.at && same(now.what, what)) return void keep();
  forget();
  pending.value = { at: line.at, what, say, state: "asking", changed: [], is_wanted: false };
  const wait = performance.now() - asked_at < QUIET_MS ? QUIET_MS : 0;
  timer = setTimeout(ask, wait);
}

async function ask() {
  const now = pending.value;
  if (now === null) return;
  asking?.abort();
  const mine = (asking = new AbortController());
  asked_at = performance.now();
  let answer;
  try {
    const line = lines_at.value.get(now.at);
    if (!line) return forget();
    const found = await attempt({ ...now.what, ...(now.what.line ? { line: line.number } : {}) }, mine.signal);
    answer = { state: "known", label: found.label, changed: found.changed };
  } catch (refused) {
    if (mine.signal.aborted) return;
    answer = { state: "wrong", error: refused.message };
  }
  if (mine.signal.aborted || pending.value === null) return;
  pending.value = { ...pending.value, ...answer };
  if (pending.value.is_wanted && answer.state === "known" && others().length === 0) void keep();
}

/** Return the lines that would change hands beside the one that is given away. */
export function others() {
  const now = pending.value;
  const own = lines_at.value.get(now?.at)?.number;
  return (now?.changed ?? []).filter((one) => one.line !== own);
}

/** Keep the edit that is looked at. Asked for before the answer is there, it is kept if nothing else changes hands. */
export async function keep() {
  const now = pending.value;
  if (now === null || now.state === "wrong") return false;
  if (now.state === "asking") {
    pending.value = { ...now, is_wanted: true };
    return true;
  }
  const line = lines_at.value.get(now.at);
  forget();
  if (line && (await edit({ ...now.what, ...(now.what.line ? { line: line.number } : {}) }))) after_keeping(line);
  return true;
}

/** Leave the edit that is looked at. Return whether there was one. */
export function forget() {
  clearTimeout(timer);
  asking?.abort();
  asking = null;
  const was = pending.value !== null;
  pending.value = null;
  return was;
}

// Another line is looked at: what was looked at is left. The script is another one: what is shown is asked for anew.
effect(() => {
  const at = selected.value;
  if (untracked(() => pending.value) && untracked(() => pending.value.at) !== at) untracked(forget);
});
effect(() => {
  script.value?.revision;
  untracked(() => {
    if (pending.value === null) return;
    clearTimeout(timer);
    asking?.abort();
    pending.value = { ...pending.value, state: "asking" };
    timer = setTimeout(ask, 0);
  });
});

/** Return the doubtful line after a line, or before it; from the other end where there is none. */
export function nextDoubt(number, way = 1) {
  const all = doubtful.value;
  if (all.length === 0) return null;
  if (way > 0) return all.find((line) => line.number > number) ?? all[0];
  return all.findLast((line) => line.number < number) ?? all.at(-1);
}
