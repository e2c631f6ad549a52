// A button that opens a menu: arrows move in it, Enter takes, Esc closes, the focus goes back to the button.

import { html, useEffect, useRef, useState } from "../ui.js";

export function Menu({ label, items, tabindex }) {
  const [is_open, setOpen] = useState(false);
  const frame = useRef(null);
  const buttons = () => [...frame.current.querySelectorAll("[role=menuitem]")];
  const close = (back = true) => {
    setOpen(false);
    if (back) frame.current?.querySelector("button").focus();
  };
  useEffect(() => {
    if (!is_open) return;
    buttons()[0]?.focus();
    const outside = (event) => !frame.current?.contains(event.target) && close(false);
    addEventListener("pointerdown", outside);
    return () => removeEventListener("pointerdown", outside);
  }, [is_open]);
  const onKeyDown = (event) => {
    if (!is_open) return;
    const all = buttons();
    const at = all.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) all.at(to % all.length)?.focus();
    else if (event.key === "Escape") close();
    else if (event.key === "Tab") return close(false);
    else if (event.key !== "Enter" && event.key !== " ") return;
    event.stopPropagation();
    if (event.key !== "Enter" && event.key !== " ") event.preventDefault();
  };
  return html`<div class="menu" ref=${frame} onKeyDown=${onKeyDown}>
    <button class="plain" aria-haspopup="menu" aria-expanded=${is_open} aria-label=${label} title=${label} tabindex=${tabindex} onClick=${() => setOpen(!is_open)}>⋯</button>
    ${is_open && html`<div role="menu" aria-label=${label}>${items.map(
      (item) => html`<button key=${item.label} role="menuitem" tabindex="-1" class="plain" onClick=${() => (close(), item.do())}>${item.label}${item.key && html`<kbd aria-hidden="true">${item.key}</kbd>`}</button>`,
    )}</div>`}
  </div>`;
}
