// The histogram along the foot: stacked by type or by toll, with the selected days brushed.

import { Annotations } from "./annotations.js";
import { Brush } from "./brush.js";
import { compareWithBefore } from "./comparelink.js";
import { dayNumber } from "./days.js";
import { label } from "./page.js";
import { TYPES } from "./symbol.js";
import { number, say, sayCount } from "./texts.js";
import { fillTable, tallestOf } from "./timelinetable.js";
import { stepped, ticks, windowFor, zoomed } from "./timewindow.js";
import { day, month, when } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const ROOF = 6; // pixels free above the tallest bar
const ROOF_WITH_LABELS = 18;

export class Timeline {
  /** `onBrush({since, until})` when the reader selects days; `onWindow()` when other days are wanted. */
  constructor(section, { onBrush, onWindow }) {
    this.plot = section.querySelector("[data-plot]");
    this.svg = section.querySelector("svg");
    this.caption = section.querySelector("[data-caption]");
    this.tickRow = section.querySelector("[data-ticks]");
    this.summary = section.querySelector("[data-summary]");
    this.table = section.querySelector("[data-table]");
    this.compare = section.querySelector("[data-compare]");
    this.onBrush = onBrush;
    this.measure = "count";
    this.buckets = [];
    this.annotations = new Annotations(section, { onLoaded: () => this.draw() });
    this.brush = new Brush(this.plot, { snap: (number) => this.snap(number), onBrush });
    section.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-step], button[data-zoom], button[data-measure]");
      if (!button) return;
      if (button.dataset.step) onBrush(stepped(this.selected, Number(button.dataset.step)));
      if (button.dataset.zoom) {
        this.window = zoomed(this.window, this.selected, Number(button.dataset.zoom));
        this.asked = this.window;
        onWindow();
      }
      if (button.dataset.measure) this.measureBy(button.dataset.measure, section);
    });
    new ResizeObserver(() => this.draw()).observe(this.plot);
  }

  /** The days to ask for when these are selected: {since, until}. */
  windowOf(selected) {
    this.selected = selected;
    this.window = windowFor(selected, this.window, { asked: this.asked === this.window });
    this.compare.href = compareWithBefore(selected);
    this.annotations.load(this.window);
    return this.window;
  }

  show({ granularity, buckets }) {
    Object.assign(this, { granularity, buckets, answered: true });
    fillTable(this.table.tBodies[0], buckets, (days) => this.pick(days));
    this.draw();
  }

  // The table closes, and the focus goes back to its button.
  pick(days) {
    this.table.closest("[popover]").hidePopover();
    this.onBrush(days);
  }

  measureBy(measure, section) {
    this.measure = measure;
    for (const button of section.querySelectorAll("button[data-measure]")) {
      button.setAttribute("aria-pressed", String(button.dataset.measure === measure));
    }
    this.draw();
  }

  draw() {
    if (!this.window || this.plot.clientHeight < 8) return; // folded away
    const width = this.plot.clientWidth;
    const height = this.plot.clientHeight;
    const scale = new Scale(this.window, width);
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const tallest = Math.max(1, ...this.buckets.map((bucket) => bucket[this.measure]));
    const tall = height - (this.annotations.any ? ROOF_WITH_LABELS : ROOF);
    const bars = this.buckets.map((bucket) => this.bar(bucket, scale, { height, tall: tall / tallest }));
    this.svg.replaceChildren(...bars, ...this.annotations.draw(scale, this.window, width, height));
    this.tickRow.replaceChildren(...ticks(this.window, Math.max(2, Math.floor(width / 80))).map((tick) => tickMark(tick, scale)));
    this.brush.show(this.selected, this.window, width);
    this.describe(tallest);
  }

  describe(tallest) {
    if (!this.answered) return; // not known is not none
    const of = sayCount(this.measure === "count" ? "at_most_incidents" : "at_most_killed", tallest);
    this.caption.textContent = this.buckets.length
      ? say(this.measure === "count" ? "timeline_caption" : "timeline_caption_killed", { per: say(`per_${this.granularity}`), of })
      : say("timeline_empty");
    const most = tallestOf(this.buckets, this.measure);
    this.summary.textContent = most ? this.inWords(most, of) : say("timeline_empty");
  }

  inWords(most, of) {
    const total = this.buckets.reduce((sum, bucket) => sum + bucket.count, 0);
    return say("timeline_summary", {
      since: day(this.window.since),
      until: day(this.window.until),
      incidents: sayCount("incidents", total),
      when: when({ date_start: most.start, date_end: most.end }),
      of,
    });
  }

  // `height` of the plot in pixels, `tall` pixels for each incident or death.
  bar(bucket, scale, { height, tall: each }) {
    const left = Math.max(0, scale.x(dayNumber(bucket.start)));
    const right = scale.x(dayNumber(bucket.end) + 1);
    const gap = right - left > 4 ? 1 : 0;
    const at = { x: left, width: Math.max(1, right - left - gap) };
    const parts = this.measure === "count" ? TYPES.map((type) => [type, bucket.types[type] ?? 0]) : [["toll", bucket.killed]];
    let top = height;
    const bars = parts.filter(([, n]) => n > 0).map(([kind, n]) => {
      const tall = n * each;
      top -= tall;
      return rectangle({ ...at, y: top, height: tall }, `bar bar-${kind.replaceAll("_", "-")}`);
    });
    // A bucket with deaths that nobody counted is not an empty bucket.
    if (this.measure === "killed" && bucket.killed_unstated > 0) {
      bars.push(rectangle({ ...at, y: top - 5, height: 3 }, "bar bar-unstated"));
    }
    return titled(bars, () => tip(bucket));
  }

  // The nearest edge of a bar, as a day number; between bars the day itself.
  snap(number) {
    const bucket = this.buckets.find(({ start, end }) => dayNumber(start) <= number && number <= dayNumber(end));
    return bucket ? { first: dayNumber(bucket.start), last: dayNumber(bucket.end) } : { first: number, last: number };
  }
}

class Scale {
  constructor({ since, until }, width) {
    this.start = dayNumber(since);
    this.perDay = width / (dayNumber(until) + 1 - this.start);
  }

  x(number) {
    return (number - this.start) * this.perDay;
  }
}

function rectangle(attributes, className) {
  const element = document.createElementNS(SVG, "rect");
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value.toFixed(1));
  element.setAttribute("class", className);
  return element;
}

// The bars of one bucket. Their words are made when the pointer comes: for all of them they took longer than drawing.
function titled(bars, words) {
  const group = document.createElementNS(SVG, "g");
  group.append(...bars);
  const write = () => {
    const text = document.createElementNS(SVG, "title");
    text.textContent = words();
    group.prepend(text);
  };
  group.addEventListener("pointerenter", write, { once: true });
  return group;
}

function tip({ start, end, count, killed, killed_unstated: unstated, types }) {
  const lines = [when({ date_start: start, date_end: end }), `${sayCount("incidents", count)}, ${sayCount("killed", killed)}`];
  if (unstated > 0) lines.push(sayCount("unstated_for", unstated));
  for (const type of TYPES) if (types[type]) lines.push(say("labelled", { name: label("event_type", type), text: number(types[type]) }));
  return lines.join("\n");
}

function tickMark({ day: iso, isYear }, scale) {
  const mark = document.createElement("span");
  mark.textContent = isYear ? iso.slice(0, 4) : month(iso);
  mark.style.insetInlineStart = `${scale.x(dayNumber(iso))}px`;
  mark.classList.toggle("is-year", isYear);
  return mark;
}
