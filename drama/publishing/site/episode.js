(() => {
  "use strict";
  /* Where a listener stopped, kept in this browser alone; without a place to keep it an episode begins at its beginning. */
  const audio = document.getElementById("audio"), key = "drama:" + document.body.dataset.guid;
  const keep = () => { try { localStorage.setItem(key, String(Math.floor(audio.currentTime))); } catch { /* as above */ } };
  let kept = 0, heard = 0;
  try { kept = Number(localStorage.getItem(key)) || 0; } catch { /* as above */ }
  const resume = () => {
    if (kept > 10 && kept < audio.duration - 15 && !location.hash && audio.currentTime === 0) audio.currentTime = kept;
  };
  if (audio.readyState > 0) resume(); else audio.addEventListener("loadedmetadata", resume, { once: true });
  audio.addEventListener("timeupdate", () => {
    if (audio.paused || Math.abs(audio.currentTime - heard) < 5) return;
    heard = audio.currentTime;
    keep();
  });
  audio.addEventListener("pause", () => { if (audio.currentTime > 0) keep(); });
})();
