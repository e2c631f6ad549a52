// The episode that the last render made: heard, chapter by chapter, and taken along.

import { clock, count, html, useEffect, useRef, useState, useValue } from "../ui.js";
import * as player from "../player.js";
import * as state from "./state.js";

/** Plays the episode from a second on, of an audiobook that of a file: set by the player below. */
export let seek = () => {};

export function Episode() {
  const last = useValue(() => state.last.value);
  const to_record = useValue(() => state.plan.value?.to_record ?? 0);
  return html`<section class="card episode" aria-label="The last episode">
    <h2 tabindex="-1">${last.file}</h2>
    <p class="quiet">${clock(last.seconds)}, made ${when(last.when)}; ${count(last.recorded, "line")} recorded then, ${last.reused.toLocaleString()} reused.
      ${to_record > 0 && html` <span class="stale">${count(to_record, "line")} changed since.</span>`}</p>
    <${Player} key=${last.when} last=${last} />
    <${Downloads} folder=${last.folder} />
  </section>`;
}

/** Return a time as "just now", "12 minutes ago", "today, 14:05", "3 May, 14:05". */
export function when(iso) {
  const then = new Date(iso);
  const minutes = Math.round((Date.now() - then) / 60000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${count(minutes, "minute")} ago`;
  const time = then.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  return then.toDateString() === new Date().toDateString() ? `today, ${time}` : `${then.toLocaleDateString([], { day: "numeric", month: "short" })}, ${time}`;
}

function Player({ last }) {
  const audio = useRef(null);
  const in_files = last.audio.length > 1; // an audiobook: a file for each chapter
  const [file, setFile] = useState(0);
  const shown = useRef(0); // the file that is loaded
  shown.current = file;
  const wanted = useRef(null); // the second of it to play from, once another file is loaded
  const [here, setHere] = useState(0);
  const chapters = last.chapters.length > 1 ? last.chapters : [];
  useEffect(() => state.holdWhileLinesPlay(audio), []);
  useEffect(() => {
    seek = (seconds, of = 0) => {
      if (in_files && of !== shown.current) {
        wanted.current = seconds;
        return setFile(of);
      }
      audio.current.currentTime = seconds;
      void audio.current.play().catch(() => {});
    };
    return () => (seek = () => {});
  }, []);
  const go = (at) => (in_files ? seek(0, at) : seek(chapters[at].start));
  const loaded = () => {
    if (wanted.current === null) return;
    audio.current.currentTime = wanted.current;
    wanted.current = null;
    void audio.current.play().catch(() => {});
  };
  const moved = () => !in_files && setHere(Math.max(0, chapters.findLastIndex((one) => one.start <= audio.current.currentTime + 0.05)));
  const current = in_files ? file : here;
  if (last.audio.length === 0) return html`<p class="notice">Its file is not there any more.</p>`;
  return html`<audio ref=${audio} controls preload="metadata" src=${state.fileUrl(last.audio[Math.min(file, last.audio.length - 1)])} aria-label=${last.file} onPlay=${player.stop} onTimeUpdate=${moved} onLoadedMetadata=${loaded}
      onEnded=${() => in_files && file + 1 < last.audio.length && go(file + 1)}></audio>
    ${chapters.length > 0 && html`<ol class="chapters" aria-label="Chapters">${chapters.map(
      (one, at) => html`<li key=${at}><button class="plain" aria-current=${at === current ? "true" : null} onClick=${() => go(at)}><span class="time">${clock(one.start)}</span> <span class="title">${one.title}</span></button></li>`,
    )}</ol>`}`;
}

const SIZES = ["B", "kB", "MB", "GB"];

function size(bytes) {
  const power = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  const number = bytes / 1000 ** power;
  return `${number < 10 && power ? number.toFixed(1) : Math.round(number)} ${SIZES[power]}`;
}

function Downloads({ folder }) {
  const files = useValue(() => state.files.value);
  const link = (one) => html`<li key=${one.name}><a href=${state.fileUrl(one.name)} download=${one.name.split("/").pop()}><span aria-hidden="true">↓ </span>${one.name}</a> <small>${size(one.bytes)}</small></li>`;
  const stems = files.filter((one) => one.kind === "stem");
  return html`<div class="downloads"><ul aria-label="Downloads">${files.filter((one) => one.kind !== "stem").map(link)}</ul>
    ${stems.length > 0 && html`<details><summary>${count(stems.length, "stem")}</summary><ul>${stems.map(link)}</ul></details>`}
    <p class="quiet where">All of it lies in <span>${folder}</span></p></div>`;
}
