// The focus is never lost: where the element that had it goes or is disabled, the view's list takes it, or the view.

const LISTS = ":is([data-card], [role=listbox], [role=grid], [role=application], canvas)[tabindex='0']";

let last = null; // what had the focus
let is_waiting = false; // the view has it only until its list is there

/** Give the focus to the list of the view that is shown, or to the view as long as it has none. */
export function focusView() {
  const view = document.getElementById("view");
  const list = view?.querySelector(LISTS);
  is_waiting = !list;
  (list ?? view)?.focus({ preventScroll: true });
}

/** Whether the focus stands nowhere, though something had it. */
const isLost = () => (document.activeElement ?? document.body) === document.body && last !== null && (!last.isConnected || last.disabled);

/** Watch the page from now on. */
export function keepFocus(page) {
  addEventListener("focusin", (event) => {
    last = event.target;
    is_waiting &&= last.id === "view";
  });
  new MutationObserver(() => {
    if (isLost() || (is_waiting && document.activeElement.id === "view" && document.activeElement.querySelector(LISTS))) focusView();
  }).observe(page, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled", "tabindex"] });
}
