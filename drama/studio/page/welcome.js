// The first page: the stories there are, a place to drop one, a sample.

import { classes, count, html, useEffect, useRef, useState, useValue } from "./ui.js";
import { post, upload } from "./api.js";
import { folder, loadStories, say, stories } from "./store.js";

export function Welcome({ address }) {
  const shelf = useValue(() => stories.value);
  const where = useValue(() => folder.value);
  const [over, setOver] = useState(false);
  const [taking, setTaking] = useState(null);
  const file = useRef(null);

  useEffect(() => {
    loadStories().catch((refused) => say(refused.message, "wrong"));
  }, []);

  /** Put what `bring` brings on the shelf, and open it. */
  const take = async (name, bring) => {
    setTaking(name);
    try {
      const { id } = await bring();
      await loadStories();
      location.hash = address(id);
    } catch (refused) {
      say(refused.message, "wrong");
    }
    setTaking(null);
  };
  const takeFiles = async (files) => {
    for (const one of files) await take(one.name, () => upload(one));
  };
  const drop = (event) => {
    event.preventDefault();
    setOver(false);
    takeFiles([...event.dataTransfer.files]);
  };

  return html`<div class=${classes("welcome", over && "over")}
    onDragOver=${(event) => (event.preventDefault(), setOver(true))} onDragLeave=${() => setOver(false)} onDrop=${drop}>
    <h2 class="hidden">Stories</h2>
    ${shelf.length > 0 && html`<ul class="shelf">${shelf.map(
      (one) => html`<li key=${one.id}><a href=${address(one.id)}><span>${one.file}</span>${one.is_open && html`<small>open</small>`}</a></li>`,
    )}</ul>`}
    <section class="drop" aria-label="A new story">
      <p class="big">${taking !== null ? `Reading ${taking} …` : shelf.length ? "Drop another story here" : "Drop a story here"}</p>
      <p class="quiet">A text, a Word or OpenDocument file, an EPUB, a screenplay … It is copied into <b>${where}</b>.</p>
      <p class="choices"><button class="main" disabled=${taking !== null} onClick=${() => file.current.click()}>Choose a file</button>
        <button disabled=${taking !== null} onClick=${() => take("the sample", () => post("/api/sample"))}>Open a sample story</button></p>
      <input ref=${file} class="hidden" type="file" tabindex="-1" aria-label="A story" multiple onChange=${(event) => takeFiles([...event.target.files])} />
    </section>
    ${shelf.length > 0 && html`<p class="quiet">${count(shelf.length, "story", "stories")} in ${where}</p>`}
  </div>`;
}
