// How high the rows of the timeline are: the gutter beside the canvas has the same.

export const RULER = 30; // times, and below them where something is amiss
export const BAND = 20; // chapters, scenes
export const FOOT = { effects: 28, beds: 22, music: 22 };
const [LOW, HIGH] = [28, 72]; // of a lane

export const headHeight = (now) => RULER + BAND + (now.chapters.length > 0 ? BAND : 0);
export const footHeight = FOOT.effects + FOOT.beds + FOOT.music;

/** Return how high a lane is where so much room is left for all of them. */
export const laneHeight = (now, room) => Math.max(LOW, Math.min(HIGH, Math.floor(room / Math.max(1, now.lanes.length))));

/** Return what stands at a height of the canvas: { row, lane }. */
export function rowAt(now, y, height, scrolled) {
  const head = headHeight(now);
  const foot = height - footHeight;
  if (y < RULER) return { row: "ruler" };
  if (y < head) return { row: now.chapters.length > 0 && y < RULER + BAND ? "chapters" : "scenes" };
  if (y >= foot + FOOT.effects + FOOT.beds) return { row: "music" };
  if (y >= foot + FOOT.effects) return { row: "beds" };
  if (y >= foot) return { row: "effects" };
  const lane = Math.floor((y - head + scrolled) / laneHeight(now, foot - head));
  return lane < now.lanes.length ? { row: "lane", lane } : { row: "empty" };
}
