(() => {
  "use strict";
  const get = (id) => document.getElementById(id);
  const copy = get("copy"), said = get("copied"), feed = get("feed");
  if (copy) {
    const address = () => /^https?:/.test(feed.textContent) ? feed.textContent : new URL(copy.dataset.feed, location).href;
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(address());
        said.textContent = "Copied.";
      } catch {
        /* No clipboard, as on a page from a disk: the address is selected, for a copy by hand. */
        getSelection().selectAllChildren(feed);
        said.textContent = "Selected: copy it with your keyboard.";
      }
    });
  }
  /* Only one plays at a time. */
  const players = [...document.querySelectorAll("audio")];
  players.forEach((one) => one.addEventListener("play", () => {
    players.forEach((other) => { if (other !== one) other.pause(); });
  }));
  /* How far each episode was heard here: kept by the pages of the episodes in this browser alone. */
  document.querySelectorAll(".episode").forEach((one) => {
    let heard = 0;
    try { heard = Number(localStorage.getItem("drama:" + one.dataset.guid)) || 0; } catch { return; }
    const left = Number(one.dataset.seconds) - heard;
    if (heard < 10 || left < 0) return;
    const mark = one.querySelector(".resume");
    mark.textContent = left < 15 ? "· heard" : "· " + Math.max(1, Math.round(left / 60)) + " min left";
    mark.hidden = false;
  });
})();
