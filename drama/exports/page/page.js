(() => {
  "use strict";
  const get = (id) => document.getElementById(id);
  const data = JSON.parse(get("data").textContent);
  const root = document.documentElement;
  const [audio, position, play, speed, follow, speaking] =
    ["audio", "position", "play", "speed", "follow", "speaking"].map(get);
  const lines = [...document.querySelectorAll("a.line")];
  const members = [...document.querySelectorAll("button.member")];
  const sceneLinks = [...document.querySelectorAll("a[data-scene]")];
  const chosen = new Set();
  let current = -1, others = [], scene = -1, following = true, ownScrollUntil = 0, wanted = null;

  const clock = (s) => {
    const whole = Math.floor(s), two = (n) => String(n).padStart(2, "0");
    const h = Math.floor(whole / 3600), m = Math.floor(whole / 60) % 60;
    return (h ? h + ":" + two(m) : m) + ":" + two(whole % 60);
  };
  /* The last of sorted starts that is not after s, or -1. A line counts from 20 ms before it: seeking may round. */
  const lastAt = (count, startOf, s) => {
    let low = 0, high = count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (startOf(middle) <= s + 0.02) low = middle + 1; else high = middle;
    }
    return low - 1;
  };
  /* The lines by their starts: those of a dual dialogue begin together. */
  const order = data.lines.map((_, n) => n).sort((a, b) => data.lines[a][0] - data.lines[b][0] || a - b);
  const rank = [];
  order.forEach((n, at) => { rank[n] = at; });
  /* The line that began last at s, or -1; of those that began together the first. */
  const lineAt = (s) => {
    let at = lastAt(order.length, (i) => data.lines[order[i]][0], s);
    while (at > 0 && data.lines[order[at - 1]][0] === data.lines[order[at]][0]) at -= 1;
    return at < 0 ? -1 : order[at];
  };
  /* The lines besides line n that are being spoken at s. */
  const besides = (n, s) => {
    return order.slice(Math.max(0, rank[n] - 12), rank[n] + 12)
      .filter((one) => one !== n && data.lines[one][0] <= s + 0.02 && s < data.lines[one][1]);
  };
  const now = () => wanted ?? audio.currentTime;
  const isChosen = (n) => !chosen.size || chosen.has(lines[n].dataset.who);
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  const scrollTo = (element) => {
    const box = element.getBoundingClientRect();
    const bottom = document.querySelector(".player").getBoundingClientRect().top;
    if (box.top > bottom * 0.12 && box.bottom < bottom * 0.75) return;
    ownScrollUntil = performance.now() + (calm() ? 200 : 1200);
    scrollBy({ top: box.top - bottom * 0.35, behavior: calm() ? "auto" : "smooth" });
  };
  const setFollowing = (yes) => {
    following = yes;
    follow.hidden = yes;
    if (yes && current >= 0) scrollTo(lines[current]);
  };
  const mark = (n) => {
    if (n === current) return;
    const before = lines[current], line = lines[n];
    current = n;
    before?.removeAttribute("aria-current");
    speaking.className = "speaking";
    speaking.textContent = "";
    lines.forEach((one) => { if (one.tabIndex === 0) one.tabIndex = -1; });
    (line ?? lines[0])?.setAttribute("tabindex", "0");
    if (!line) return;
    line.setAttribute("aria-current", "true");
    speaking.textContent = members.find((one) => one.dataset.who === line.dataset.who)
      ?.querySelector(".name").textContent ?? "";
    speaking.classList.add("c" + line.dataset.who);
    if (document.activeElement === before) line.focus({ preventScroll: true });
    if (following) scrollTo(line);
  };
  /* The word being said, where the browser can mark words without changing the page (CSS Custom Highlight API). */
  const marker = CSS.highlights && new Highlight();
  if (marker) CSS.highlights.set("word", marker);
  let ranges = [], rangesOf = -1, word = -1;
  const findWords = (n) => {
    rangesOf = n;
    const text = lines[n]?.querySelector("bdi").firstChild, starts = data.words[n] ?? [];
    const found = text && starts.length ? [...text.data.matchAll(/\S*[\p{L}\p{N}_]\S*/gu)] : [];
    ranges = found.length === starts.length ? found.map((one) => {
      const range = new Range();
      range.setStart(text, one.index);
      range.setEnd(text, one.index + one[0].length);
      return range;
    }) : [];
  };
  const markWord = (s) => {
    if (!marker) return;
    if (rangesOf !== current) { findWords(current); word = -1; marker.clear(); }
    const at = ranges.length && s < data.lines[current][1] + 0.1 && !audio.paused
      ? lastAt(ranges.length, (i) => data.lines[current][0] + data.words[current][i] / 1000, s) : -1;
    if (at === word) return;
    word = at;
    marker.clear();
    if (ranges[at]) marker.add(ranges[at]);
  };
  const show = () => {
    const s = now();
    position.value = s;
    position.setAttribute("aria-valuetext", clock(s) + " of " + clock(data.duration));
    get("played").style.width = (100 * s) / data.duration + "%";
    get("now").textContent = clock(s);
    const there = lastAt(data.scenes.length, (n) => data.scenes[n], s);
    if (there !== scene) {
      sceneLinks[scene]?.removeAttribute("aria-current");
      sceneLinks[there]?.setAttribute("aria-current", "true");
      scene = there;
    }
    mark(lineAt(s));
    const also = current < 0 ? [] : besides(current, s);
    if (String(also) !== String(others)) {
      others.forEach((n) => lines[n].classList.remove("also"));
      also.forEach((n) => lines[n].classList.add("also"));
      others = also;
    }
    markWord(s);
  };
  const seek = (s) => {
    wanted = Math.min(Math.max(s, 0), data.duration);
    if (audio.readyState > 0) { audio.currentTime = wanted; wanted = null; }
    show();
  };
  const start = () => { audio.play().catch(() => {}); };
  const hear = (n) => { setFollowing(true); seek(data.lines[n][0]); start(); };
  /* Go to another line in the same state: playing goes on playing. */
  const step = (by) => {
    let n = current;
    /* Well into a line, back means its beginning, as on any player. */
    if (by < 0 && n >= 0 && now() - data.lines[n][0] > 1.5 && isChosen(n)) n += 1;
    do n += by; while (n >= 0 && n < lines.length && !isChosen(n));
    if (n < 0 || n >= lines.length) return;
    setFollowing(true);
    seek(data.lines[n][0]);
  };
  const toggle = () => { if (audio.paused) start(); else audio.pause(); };
  /* With "play only these", what others say is passed over. */
  const passOver = () => {
    if (get("only").getAttribute("aria-pressed") !== "true" || !chosen.size) return;
    const n = lineAt(now());
    if (n >= 0 && chosen.has(lines[n].dataset.who) && now() < data.lines[n][1] + 0.4) return;
    if (n >= 0 && besides(n, now()).some((one) => chosen.has(lines[one].dataset.who))) return;
    let next = n + 1;
    while (next < lines.length && !chosen.has(lines[next].dataset.who)) next += 1;
    if (next >= lines.length) { audio.pause(); return; }
    if (data.lines[next][0] - now() > 0.05) seek(data.lines[next][0]);
  };
  const run = () => {
    passOver();
    show();
    if (!audio.paused && !audio.ended) requestAnimationFrame(run);
  };
  const choose = () => {
    root.classList.toggle("chosen", chosen.size > 0);
    document.querySelectorAll(".line, .who").forEach((one) => {
      one.classList.toggle("hit", [...chosen].some((who) => one.classList.contains("c" + who)));
    });
    members.forEach((one) => one.setAttribute("aria-pressed", String(chosen.has(one.dataset.who))));
    get("only").disabled = get("all").disabled = !chosen.size;
    if (!chosen.size) get("only").setAttribute("aria-pressed", "false");
  };

  root.classList.add("js");
  audio.controls = false;
  get("end").textContent = clock(data.duration);
  lines.forEach((line, n) => {
    line.tabIndex = n ? -1 : 0;
    line.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      hear(n);
    });
  });
  sceneLinks.forEach((link, n) => link.addEventListener("click", (event) => {
    event.preventDefault();
    seek(data.scenes[n]);
    const heading = document.querySelector(link.getAttribute("href") + " h2");
    ownScrollUntil = performance.now() + 1200;
    following = true;
    follow.hidden = true;
    heading.scrollIntoView({ behavior: calm() ? "auto" : "smooth" });
    heading.focus({ preventScroll: true });
  }));
  /* Links to a time of the episode, such as the chapters of a page around this. */
  document.querySelectorAll("a[data-seek]").forEach((link) => link.addEventListener("click", (event) => {
    event.preventDefault();
    seek(Number(link.dataset.seek));
    setFollowing(true);
    start();
  }));
  members.forEach((one) => one.addEventListener("click", () => {
    if (!chosen.delete(one.dataset.who)) chosen.add(one.dataset.who);
    choose();
  }));
  get("all").addEventListener("click", () => { chosen.clear(); choose(); });
  get("only").addEventListener("click", (event) => {
    const button = event.currentTarget;
    button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
    if (audio.paused) return;
    passOver();
  });
  play.addEventListener("click", toggle);
  get("before").addEventListener("click", () => step(-1));
  get("after").addEventListener("click", () => step(1));
  follow.addEventListener("click", () => setFollowing(true));
  speed.addEventListener("change", () => { audio.playbackRate = Number(speed.value); });
  position.addEventListener("input", () => { setFollowing(true); seek(Number(position.value)); });
  audio.addEventListener("loadedmetadata", () => { if (wanted !== null) seek(wanted); });
  audio.addEventListener("play", () => { root.classList.add("playing"); play.setAttribute("aria-label", "Pause"); run(); });
  audio.addEventListener("pause", () => { root.classList.remove("playing"); play.setAttribute("aria-label", "Play"); show(); });
  audio.addEventListener("seeked", show);
  audio.addEventListener("timeupdate", show);
  audio.addEventListener("error", () => { get("trouble").hidden = false; });
  if (audio.error) get("trouble").hidden = false;

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const at = event.target, key = event.key, onLine = at.classList.contains("line");
    if (at === position && (key === "ArrowLeft" || key === "ArrowRight")) {
      event.preventDefault();
      seek(now() + (key === "ArrowLeft" ? -5 : 5));
    } else if (key === " " && !at.matches("button, summary, select")) {
      event.preventDefault();
      toggle();
    } else if (at.matches("select, input")) {
      return;
    } else if (key === "ArrowLeft" || (key === "ArrowUp" && onLine)) {
      event.preventDefault();
      step(-1);
    } else if (key === "ArrowRight" || (key === "ArrowDown" && onLine)) {
      event.preventDefault();
      step(1);
    }
  });
  addEventListener("scroll", () => {
    if (performance.now() > ownScrollUntil && !audio.paused && following) setFollowing(false);
  }, { passive: true });
  ["wheel", "touchmove"].forEach((kind) => addEventListener(kind, () => {
    if (!audio.paused && following) setFollowing(false);
  }, { passive: true }));

  if (matchMedia("(max-width: 62rem)").matches) {
    document.querySelectorAll(".side details").forEach((one) => { one.open = false; });
  }
  const asked = /^#line-(\d+)$/.exec(location.hash);
  if (asked && lines[asked[1] - 1]) seek(data.lines[asked[1] - 1][0]);
  /* A time in seconds, as in W3C Media Fragments: #t=12.5 */
  const time = /^#t=(\d+(?:\.\d+)?)$/.exec(location.hash);
  if (time) { seek(Number(time[1])); setFollowing(true); }
  show();
})();
