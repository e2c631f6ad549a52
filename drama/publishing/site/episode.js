(() => {
  "use strict";
  const audio = document.getElementById("audio"), key = "drama:" + document.body.dataset.guid;
  const withMetadata = (then) => audio.addEventListener("loadedmetadata", then, { once: true });

  /* Where a listener stopped, kept in this browser alone; without a place to keep it an episode begins at its start. */
  const keep = () => { try { localStorage.setItem(key, String(Math.floor(audio.currentTime))); } catch { /* as above */ } };
  let kept = 0, heard = 0;
  try { kept = Number(localStorage.getItem(key)) || 0; } catch { /* as above */ }
  const resume = () => {
    if (kept > 10 && kept < audio.duration - 15 && !location.hash && audio.currentTime === 0) audio.currentTime = kept;
  };

  /* A web server that sends files only whole (no HTTP ranges) leaves Chromium no way to go to another line. There the
     file is fetched and played from memory; until it is here the player is empty, so that lines clicked wait for it. */
  const canSeek = () => {
    const ranges = audio.seekable;
    return location.protocol === "file:" || (ranges.length > 0 && ranges.end(ranges.length - 1) > audio.duration - 1);
  };
  const fetchWhole = async () => {
    const source = audio.currentSrc, wasPaused = audio.paused;
    audio.removeAttribute("src");
    audio.load();
    withMetadata(resume);
    try {
      audio.src = URL.createObjectURL(await (await fetch(source)).blob());
    } catch {
      audio.src = source;
    }
    if (!wasPaused) audio.play().catch(() => {});
  };
  const begin = () => { if (canSeek()) resume(); else fetchWhole(); };
  if (audio.readyState > 0) begin(); else withMetadata(begin);

  audio.addEventListener("timeupdate", () => {
    if (audio.paused || Math.abs(audio.currentTime - heard) < 5) return;
    heard = audio.currentTime;
    keep();
  });
  audio.addEventListener("pause", () => { if (audio.currentTime > 0) keep(); });
})();
