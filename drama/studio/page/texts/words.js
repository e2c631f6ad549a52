// Which words of two texts differ: the longest row of words they share, where that is cheap to find.

const MOST = 400_000; // comparisons of a word with another

/** Return both sides as [{ words, differs }]. */
export function differing(one, other) {
  const [a, b] = [tokens(one), tokens(other)];
  let first = 0;
  while (first < a.length && first < b.length && a[first] === b[first]) first += 1;
  let last = 0;
  while (last < a.length - first && last < b.length - first && a[a.length - 1 - last] === b[b.length - 1 - last]) last += 1;
  const [inA, inB] = shared(a.slice(first, a.length - last), b.slice(first, b.length - last));
  const side = (all, inside) => joined(all.map((words, at) => ({ words, differs: at >= first && at < all.length - last && !inside.has(at - first) })));
  return [side(a, inA), side(b, inB)];
}

const tokens = (text) => text.match(/[\p{L}\p{N}_]+|\r?\n|[^\S\r\n]+|[^\p{L}\p{N}_\s]/gu) ?? [];

/** Return the places of the tokens that both have, in the longest order they share. */
function shared(a, b) {
  const found = [new Set(), new Set()];
  if (a.length * b.length > MOST) return found;
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] = a[i] === b[j] ? lengths[(i + 1) * width + j + 1] + 1 : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      found[0].add(i++);
      found[1].add(j++);
    } else if (lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]) i += 1;
    else j += 1;
  }
  return found;
}

function joined(parts) {
  const rows = [];
  for (const part of parts) {
    const before = rows.at(-1);
    if (before && before.differs === part.differs) before.words += part.words;
    else rows.push({ ...part });
  }
  return rows;
}
