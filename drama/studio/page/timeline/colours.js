// The page's colours for the canvas, as the scheme has them now; hatching for what is estimated.

const TOKENS = ["ink", "quiet", "edge", "ground", "raised", "sunken", "accent", "tint", "warn", "wrong", "good"];
const STRIPE = 6; // pixels from stripe to stripe
let known = null;

/** Forget the colours, for the scheme has become another. */
export const forget = () => (known = null);

/** Return the colours: { ink, quiet …, who: class → colour, hatch: class → pattern }. */
export function colours(holder, context) {
  if (known !== null) return known;
  const probe = document.createElement("i");
  holder.append(probe);
  const read = (style) => ((probe.style.color = style), getComputedStyle(probe).color);
  known = Object.fromEntries(TOKENS.map((name) => [name, read(`var(--${name})`)]));
  known.who = {};
  known.hatch = {};
  for (const name of ["narrator", "nobody", ...Array.from({ length: 12 }, (_, at) => `c${at}`)]) {
    probe.className = name;
    known.who[name] = read("var(--who)");
    known.hatch[name] = hatch(context, known.who[name]);
  }
  known.font = getComputedStyle(holder).fontFamily;
  probe.remove();
  return known;
}

function hatch(context, colour) {
  const tile = new OffscreenCanvas(STRIPE, STRIPE);
  const pen = tile.getContext("2d");
  pen.strokeStyle = colour;
  pen.lineWidth = 1.6;
  pen.beginPath();
  for (const at of [-STRIPE, 0, STRIPE]) {
    pen.moveTo(at, STRIPE);
    pen.lineTo(at + STRIPE, 0);
  }
  pen.stroke();
  return context.createPattern(tile, "repeat");
}
