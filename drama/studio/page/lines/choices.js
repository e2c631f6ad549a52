// Whom a line can be given to: those present, the likeliest first.

const MOST = 9;

/** Return the names for the keys 1 to 9: whose it is, the second guess, who speaks near, then the rest of the scene. */
export function presentAt(line, script) {
  const scene = script.scenes[line.scene - 1];
  const strangers = new Set(script.characters.filter((one) => one.is_nobody).map((one) => one.name));
  const found = [];
  const add = (name) => name && !strangers.has(name) && !found.includes(name) && found.push(name);
  add(line.speaker);
  add(line.runner_up);
  const [first, last] = scene ? [scene.first, scene.last] : [1, script.lines.length];
  for (let away = 1; found.length < MOST && (line.number - away >= first || line.number + away <= last); away++) {
    if (line.number - away >= first) add(script.lines[line.number - away - 1].speaker);
    if (line.number + away <= last) add(script.lines[line.number + away - 1].speaker);
  }
  for (const one of script.characters) if (found.length < MOST && found.length < 3) add(one.name);
  return found.slice(0, MOST);
}
