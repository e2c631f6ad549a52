// A list of which only what is seen is in the document: heights are guessed, measured and put right without a jump.

import { Component, html } from "../ui.js";

const AHEAD_PX = 700; // drawn beyond the edges of the window …
const NEAR_PX = 250; // … and drawn anew when an edge of what is drawn comes so near

/**
 * Props: `holder`, whose `current` becomes the list; `items`; `keyOf(item)`; `guess(item, width)` in pixels; `draw(item, index)`, an element with the item's key;
 * `attributes` of the scroller; `onMove()` whenever what is seen has moved or changed its size.
 */
export class VirtualList extends Component {
  scroller = null;
  strip = null;
  heights = new Map(); // by key, as measured at this width
  width = 0;
  first = 0;
  last = 0; // the first that is not drawn
  offsets = new Float64Array(1);
  anchor = null; // { key, index, into }: what stands at the top edge, and how far the edge is into it
  goal = null; // { index, block, tries }: what is to be seen, until its place is measured

  constructor(props) {
    super(props);
    this.place(props.items);
  }

  componentDidMount() {
    this.props.holder.current = this; // a component's `ref` is a prop like any other in preact 11
    this.sizes = new ResizeObserver(() => this.resized());
    this.sizes.observe(this.scroller);
    this.resized();
  }

  componentWillUnmount() {
    this.props.holder.current = null;
    this.sizes.disconnect();
  }

  shouldComponentUpdate(next) {
    if (next.items !== this.props.items) {
      this.place(next.items);
      this.follow(next);
    }
    return true;
  }

  componentDidUpdate() {
    this.measure();
    this.props.onMove?.();
  }

  /** Work out where each item begins; the last offset is the height of them all. */
  place(items) {
    const { keyOf, guess } = this.props;
    if (this.offsets.length !== items.length + 1) this.offsets = new Float64Array(items.length + 1);
    let at = 0;
    for (let index = 0; index < items.length; index++) {
      this.offsets[index] = at;
      at += this.heights.get(keyOf(items[index])) ?? guess(items[index], this.width);
    }
    this.offsets[items.length] = at;
  }

  /** Return the index of the item at a height. */
  at(height) {
    let [low, high] = [0, this.offsets.length - 2];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.offsets[middle] <= height) low = middle;
      else high = middle - 1;
    }
    return Math.max(low, 0);
  }

  /** Keep what stood at the top edge there, where the items are others now. */
  follow({ items, keyOf }) {
    if (this.anchor === null) return this.span(items.length);
    const { key, into } = this.anchor;
    let index = Math.min(this.anchor.index, items.length - 1);
    if (items[index] === undefined || keyOf(items[index]) !== key) {
      const found = items.findIndex((item) => keyOf(item) === key);
      if (found < 0) return this.span(items.length);
      index = found;
    }
    this.anchor = { key, index, into };
    this.moved_to = this.offsets[index] + into;
    this.span(items.length, this.moved_to);
  }

  /** Choose what is drawn around a height. */
  span(length = this.props.items.length, top = this.scroller?.scrollTop ?? 0) {
    const seen = this.scroller?.clientHeight || 800;
    this.first = this.at(Math.max(0, top - AHEAD_PX));
    this.last = Math.min(length, this.at(top + seen + AHEAD_PX) + 1);
  }

  resized() {
    const width = this.scroller.clientWidth;
    if (width !== this.width) {
      this.width = width;
      this.heights.clear();
      this.place(this.props.items);
      if (this.anchor) this.moved_to = this.offsets[this.anchor.index] + this.anchor.into;
    }
    this.span(undefined, this.moved_to);
    this.forceUpdate();
    this.props.onResize?.();
  }

  scrolled = () => {
    const top = this.scroller.scrollTop;
    this.remember(top);
    const bottom = top + this.scroller.clientHeight;
    const low = this.first > 0 && top - this.offsets[this.first] < NEAR_PX;
    const high = this.last < this.props.items.length && this.offsets[this.last] - bottom < NEAR_PX;
    if (low || high) {
      this.span();
      this.forceUpdate();
    } else this.props.onMove?.();
  };

  remember(top) {
    const { items, keyOf } = this.props;
    const index = this.at(top);
    this.anchor = items[index] ? { key: keyOf(items[index]), index, into: top - this.offsets[index] } : null;
  }

  /** Take the heights of what is drawn, and keep what stands at the top edge where it stands. */
  measure() {
    const { items, keyOf } = this.props;
    let differs = false;
    const drawn = this.strip.children;
    for (let place = 0; place < drawn.length; place++) {
      const item = items[this.first + place];
      const height = drawn[place].getBoundingClientRect().height;
      const known = this.offsets[this.first + place + 1] - this.offsets[this.first + place];
      if (!this.heights.has(keyOf(item)) || Math.abs(known - height) > 0.1) {
        this.heights.set(keyOf(item), height);
        differs ||= Math.abs(known - height) > 0.1;
      }
    }
    if (differs) {
      this.place(items);
      this.strip.style.transform = `translateY(${this.offsets[this.first]}px)`;
      this.strip.parentNode.style.height = `${this.offsets[items.length]}px`;
    }
    this.settle(differs);
  }

  /** Scroll to where the goal is, or to where the anchor is now, and draw what is seen there. */
  settle(differs) {
    let top = this.scroller.scrollTop;
    if (this.goal) {
      top = this.sight(this.goal);
      if (!differs || --this.goal.tries === 0) this.goal = null;
    } else if (this.moved_to !== undefined || differs) {
      if (this.anchor) top = this.offsets[this.anchor.index] + this.anchor.into;
    }
    this.moved_to = undefined;
    if (Math.abs(top - this.scroller.scrollTop) >= 1) this.scroller.scrollTop = top;
    const now = this.scroller.scrollTop;
    if (!this.goal) this.remember(now);
    const short = this.offsets[this.first] > now || (this.last < this.props.items.length && this.offsets[this.last] < now + this.scroller.clientHeight);
    if (short || (this.goal && differs)) {
      this.span();
      this.forceUpdate();
    }
  }

  /** Return where to scroll for an item to be seen: "nearest" moves as little as it can. */
  sight({ index, block }) {
    const seen = this.scroller.clientHeight;
    const now = this.scroller.scrollTop;
    const [top, bottom] = [this.offsets[index], this.offsets[index + 1]];
    const room = Math.min(48, seen / 6);
    if (block === "start") return Math.max(0, top - room);
    if (block === "center") return Math.max(0, (top + bottom - seen) / 2);
    if (top - room < now) return Math.max(0, top - room);
    if (bottom + room > now + seen) return Math.min(top - room, bottom + room - seen);
    return now;
  }

  /** Bring an item into sight. */
  reveal(index, block = "nearest") {
    if (index < 0 || index >= this.props.items.length || !this.scroller) return;
    this.goal = { index, block, tries: 6 };
    const top = this.sight(this.goal);
    if (index >= this.first && index < this.last && this.heights.has(this.props.keyOf(this.props.items[index])) && Math.abs(top - this.scroller.scrollTop) < 1) {
      this.goal = null;
      return;
    }
    this.scroller.scrollTop = top;
    this.span();
    this.forceUpdate();
  }

  /** Return whether an item is seen, at least in part. */
  isSeen(index) {
    const top = this.scroller.scrollTop;
    return this.offsets[index + 1] > top && this.offsets[index] < top + this.scroller.clientHeight;
  }

  /** Return how many items a page is, from an item on. */
  page(index, way) {
    const goal = this.offsets[index] + way * this.scroller.clientHeight * 0.85;
    return this.at(Math.max(0, goal)) - index;
  }

  render({ items, draw, attributes }) {
    this.last = Math.min(this.last, items.length);
    this.first = Math.min(this.first, this.last);
    const drawn = [];
    for (let index = this.first; index < this.last; index++) drawn.push(draw(items[index], index));
    return html`<div ...${attributes} ref=${(element) => (this.scroller = element)} onScroll=${this.scrolled}>
      <div class="tall" style=${{ height: `${this.offsets[items.length]}px` }}>
        <div ref=${(element) => (this.strip = element)} style=${{ transform: `translateY(${this.offsets[this.first]}px)` }}>${drawn}</div>
      </div>
    </div>`;
  }
}
