// Whom a line can be given to: those present, the likeliest first.

const MOST = 9;
const NEAR = 40; // lines around in which whoever is named is present

/**
 * Return the names for the keys 1 to 9: whose it is, the second guess, who speaks near in the scene, who is named near,
 * and, where there are few people in the story, all the others.
 */
export function presentAt(line, script) {
  const people = script.characters.filter((one) => !one.is_nobody);
  const known = new Set(people.map((one) => one.name));
  const found = [];
  const add = (name) => known.has(name) && found.length < MOST && !found.includes(name) && found.push(name);
  add(line.speaker);
  add(line.runner_up);
  const scene = script.scenes[line.scene - 1] ?? { first: 1, last: script.lines.length };
  for (let away = 1; found.length < MOST && (line.number - away >= scene.first || line.number + away <= scene.last); away++) {
    if (line.number - away >= scene.first) add(script.lines[line.number - away - 1].speaker);
    if (line.number + away <= scene.last) add(script.lines[line.number + away - 1].speaker);
  }
  const [first, last] = [Math.max(scene.first, line.number - NEAR), Math.min(scene.last, line.number + NEAR)];
  const told = script.lines.slice(first - 1, last).map((one) => one.text).join("\n");
  for (const one of people) if ([one.name, ...one.aliases].some((name) => name.length > 1 && told.includes(name))) add(one.name);
  if (people.length <= MOST) for (const one of people) add(one.name);
  return found;
}
