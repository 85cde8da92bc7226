// Selecting days on the timeline: drag over it, or move the two handles by keyboard.

import { dayNumber, isoDay } from "./days.js";
import { day } from "./words.js";

const DRAG = 4; // pixels; less is a click, which selects the one bar

export class Brush {
  /** `snap(dayNumber) -> {first, last}`: the bar a day belongs to. `onBrush({since, until})` at the end. */
  constructor(plot, { snap, onBrush }) {
    this.plot = plot;
    this.snap = snap;
    this.onBrush = onBrush;
    this.shade = plot.querySelector("[data-brush]");
    this.handles = { since: plot.querySelector("[data-handle=since]"), until: plot.querySelector("[data-handle=until]") };
    plot.addEventListener("pointerdown", (event) => this.start(event));
    for (const [edge, handle] of Object.entries(this.handles)) {
      handle.addEventListener("keydown", (event) => this.key(event, edge));
    }
  }

  show(selected, window, width) {
    this.selected = { since: dayNumber(selected.since), until: dayNumber(selected.until) };
    this.first = dayNumber(window.since);
    this.perDay = width / (dayNumber(window.until) + 1 - this.first);
    this.place(this.selected);
  }

  place({ since, until }) {
    const left = (since - this.first) * this.perDay;
    const right = (until + 1 - this.first) * this.perDay;
    this.shade.style.insetInlineStart = `${left}px`;
    this.shade.style.inlineSize = `${Math.max(2, right - left)}px`;
    this.describe(this.handles.since, left, since);
    this.describe(this.handles.until, right, until);
  }

  describe(handle, x, number) {
    handle.style.insetInlineStart = `${x}px`;
    handle.setAttribute("aria-valuenow", String(number));
    handle.setAttribute("aria-valuetext", day(isoDay(number)));
  }

  start(event) {
    if (event.button !== 0 || !this.perDay) return;
    event.preventDefault();
    const edge = event.target.closest("[data-handle]")?.dataset.handle;
    edge && this.handles[edge].focus();
    const anchor = edge === "since" ? this.selected.until : edge === "until" ? this.selected.since : this.dayAt(event);
    const from = event.clientX;
    const move = (moved) => this.place(this.between(anchor, this.dayAt(moved)));
    const cancel = () => (this.place(this.selected), listeners.abort());
    const listeners = new AbortController();
    const end = (ended) => {
      listeners.abort();
      const still = Math.abs(ended.clientX - from) < DRAG;
      if (still && edge) return;
      this.commit(this.between(still ? this.dayAt(ended) : anchor, this.dayAt(ended)));
    };
    this.plot.setPointerCapture(event.pointerId);
    this.plot.addEventListener("pointermove", move, listeners);
    this.plot.addEventListener("pointerup", end, listeners);
    this.plot.addEventListener("pointercancel", cancel, listeners);
  }

  // Both days included, widened to whole bars.
  between(one, other) {
    const [low, high] = one <= other ? [one, other] : [other, one];
    return { since: this.snap(low).first, until: this.snap(high).last };
  }

  dayAt(event) {
    const { left, width } = this.plot.getBoundingClientRect();
    const x = Math.min(width - 1, Math.max(0, event.clientX - left));
    return this.first + Math.floor(x / this.perDay);
  }

  key(event, edge) {
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1, PageDown: -7, PageUp: 7 };
    if (!(event.key in steps)) return;
    event.preventDefault();
    const moved = { ...this.selected };
    moved[edge] += steps[event.key];
    if (moved.since <= moved.until) this.commit(moved);
  }

  commit({ since, until }) {
    this.selected = { since, until };
    this.place(this.selected);
    this.onBrush({ since: isoDay(since), until: isoDay(until) });
  }
}
