// The first page: the stories there are, a place to drop one, a sample.

import { classes, count, html, useEffect, useRef, useState, useValue } from "./ui.js";
import { useKeys } from "./keys.js";
import { post, upload } from "./api.js";
import { folder, loadStories, say, stories } from "./store.js";

export function Welcome({ address }) {
  const shelf = useValue(() => stories.value);
  const where = useValue(() => folder.value);
  const called = where.split(/[\\/]/).pop() || where;
  const [over, setOver] = useState(false);
  const [taking, setTaking] = useState(null);
  const [untaken, setUntaken] = useState([]); // what could not be taken, and why
  const file = useRef(null);

  useEffect(() => {
    loadStories().catch((refused) => say(refused.message, "wrong"));
  }, []);

  /** Put what `bring` brings on the shelf, one after the other; open it where it is one. */
  const take = async (stories) => {
    setUntaken([]);
    let taken = [];
    for (const { name, bring } of stories) {
      setTaking(name);
      try {
        taken = [...taken, (await bring()).id];
      } catch (refused) {
        setUntaken((before) => [...before, { name, why: refused.message }]);
      }
    }
    setTaking(null);
    await loadStories().catch((refused) => say(refused.message, "wrong"));
    if (taken.length === 1 && stories.length === 1) location.hash = address(taken[0]);
  };
  const takeFiles = (files) => take(files.map((one) => ({ name: one.name, bring: () => upload(one) })));
  const takeSample = () => take([{ name: "the sample", bring: () => post("/api/sample") }]);
  const drop = (event) => {
    event.preventDefault();
    setOver(false);
    const items = [...event.dataTransfer.items].filter((one) => one.kind === "file");
    const folders = items.map((one) => one.webkitGetAsEntry?.()).filter((one) => one?.isDirectory);
    if (folders.length) setUntaken(folders.map((one) => ({ name: one.name, why: "a folder cannot be dropped: drop the files in it, or start drama studio with it" })));
    else if (event.dataTransfer.files.length) void takeFiles([...event.dataTransfer.files]);
  };
  useKeys("All stories", [{ keys: ["o"], label: "Chooses a file", do: () => file.current.click() }]);

  return html`<div class=${classes("welcome", over && "over")}
    onDragOver=${(event) => (event.preventDefault(), setOver(true))} onDragLeave=${() => setOver(false)} onDrop=${drop}>
    <h2 class="hidden">Stories</h2>
    ${shelf.length > 0 && html`<ul class="shelf">${shelf.map(
      (one) => html`<li key=${one.id}><a href=${address(one.id)}><span>${one.file}</span>${one.is_open && html`<small>open</small>`}</a></li>`,
    )}</ul>`}
    <section class="drop" aria-label="A new story">
      <p class="big">${taking !== null ? `Reading ${taking} …` : shelf.length ? "Drop another story here" : "Drop a story here"}</p>
      <p class="quiet">A text, a Word or OpenDocument file, an EPUB, a screenplay … It is copied into <b title=${where}>${called}</b>.</p>
      <p class="choices"><button class="main" disabled=${taking !== null} onClick=${() => file.current.click()}>Choose a file</button>
        <button disabled=${taking !== null} onClick=${takeSample}>Open a sample story</button></p>
      <input ref=${file} class="hidden" type="file" tabindex="-1" aria-label="A story" multiple onChange=${(event) => (void takeFiles([...event.target.files]), (event.target.value = ""))} />
    </section>
    ${untaken.length > 0 && html`<ul class="untaken" role="alert">${untaken.map((one) => html`<li key=${one.name}><b>${one.name.slice(0, 120)}</b> was not taken: ${one.why}</li>`)}</ul>`}
    ${shelf.length > 0 && html`<p class="quiet">${count(shelf.length, "story", "stories")} in <span title=${where}>${called}</span></p>`}
  </div>`;
}
