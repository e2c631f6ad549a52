// Writes on the canvas.

/** Write as much of a text as there is room for. */
export function write({ context, hue }, text, x, y, room, { colour = hue.ink, size = 12, weight = "", is_squeezed = false } = {}) {
  if (room < size * 1.2) return;
  context.font = `${weight} ${size}px ${hue.font}`;
  context.fillStyle = colour;
  if (is_squeezed) return void context.fillText(text, x, y, room);
  const shown = fitting(context, text, room);
  if (shown) context.fillText(shown, x, y);
}

function fitting(context, text, room) {
  const cut = text.length > room / 2 ? text.slice(0, Math.ceil(room / 2)) : text;
  const wide = context.measureText(cut).width;
  if (wide <= room && cut === text) return text;
  const most = Math.floor((cut.length * (room - 8)) / wide);
  return most > 1 ? `${cut.slice(0, most)}…` : "";
}
