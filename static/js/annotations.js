// What stands beside the bars: dated events with labels that do not collide, and the days still incomplete.

import { compareAround } from "./comparelink.js";
import { dayNumber } from "./days.js";
import { fitting } from "./labelling.js";
import { address, label } from "./page.js";
import { parse } from "./query.js";
import { latest, Refused } from "./requests.js";
import { locale, say, sayCount } from "./texts.js";
import { within } from "./timewindow.js";
import { day, when } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const LETTER = 6; // pixels of a small letter; near enough to keep labels apart
const SHORTEST = 12; // letters; a shorter label says nothing

export class Annotations {
  /** `onLoaded()` when there is something new to draw. */
  constructor(section, { onLoaded }) {
    this.section = section;
    this.button = section.querySelector("[data-events-button]");
    this.list = section.querySelector("[data-events]");
    this.recent = section.querySelector("[data-recent]");
    this.recentNote = section.querySelector("[data-recent-note]");
    this.onLoaded = onLoaded;
    this.found = [];
    this.incomplete = null;
  }

  /** Asks for the events of the days {since, until} and of the regions that the address names. */
  async load({ since, until }) {
    const query = new URLSearchParams({ since, until });
    const { filters } = parse(window.location.search);
    for (const code of [...(filters.country ?? []), ...(filters.region ?? [])]) query.append("region", code);
    if (query.toString() === this.asked) return;
    this.asked = query.toString();
    const answer = await latest("annotations", address("annotations", { query })).catch(refusedIsNothing);
    if (!answer) return;
    this.found = answer.results;
    this.incomplete = answer.incomplete;
    this.onLoaded();
  }

  /** Whether labels need room above the bars. */
  get any() {
    return this.found.length > 0;
  }

  /** The marks of the events as SVG elements; places the hatching and fills the list as well. */
  draw(scale, days, width, height) {
    this.showRecent(scale, days);
    const shown = this.found.flatMap((event) => {
      const part = within({ since: event.date_start, until: event.date_end ?? event.date_start }, days);
      return part ? [{ event, left: scale.x(dayNumber(part.since)), right: scale.x(dayNumber(part.until) + 1) }] : [];
    });
    this.showList(shown.map(({ event }) => event));
    return [...shown.map((mark) => markOf(mark, height)), ...labelsOf(shown, width)];
  }

  showRecent(scale, days) {
    const part = this.incomplete && within(this.incomplete, days);
    this.recent.hidden = this.recentNote.hidden = !part;
    if (!part) return;
    const left = scale.x(dayNumber(part.since));
    this.recent.style.insetInlineStart = `${left}px`;
    this.recent.style.inlineSize = `${scale.x(dayNumber(part.until) + 1) - left}px`;
    this.recentNote.textContent = say("recent_days", { day: day(this.incomplete.since) });
  }

  showList(events) {
    this.button.hidden = events.length === 0;
    this.button.textContent = sayCount("events", events.length);
    this.list.replaceChildren(...events.map(item));
  }
}

function refusedIsNothing(error) {
  // The timeline is whole without its remarks; the selection itself is refused elsewhere, and said there.
  if (!(error instanceof Refused)) throw error;
  return null;
}

function textOf({ label: english, label_fr: french }) {
  return (locale().startsWith("fr") && french) || english;
}

function daysOf({ date_start: start, date_end: end }) {
  return when({ date_start: start, date_end: end });
}

function markOf({ event, left, right }, height) {
  const band = event.date_end && event.date_end !== event.date_start;
  const mark = document.createElementNS(SVG, "g");
  mark.setAttribute("class", `event event-${event.kind}${event.public ? "" : " is-private"}`);
  if (band) mark.append(shape("rect", { x: left, y: 0, width: Math.max(2, right - left), height, class: "event-band" }));
  mark.append(shape("line", { x1: left, x2: left, y1: 0, y2: height }));
  mark.append(shape("rect", { x: left - 4, y: 0, width: 8, height, class: "event-grip" }));
  const title = document.createElementNS(SVG, "title");
  title.textContent = say("labelled", { name: daysOf(event), text: textOf(event) });
  mark.append(title);
  return mark;
}

function labelsOf(marks, width) {
  const most = Math.max(SHORTEST, Math.floor(width / 4 / LETTER));
  const boxes = marks.map(({ event, left }) => {
    const full = textOf(event);
    const text = full.length > most ? `${full.slice(0, most - 1).trimEnd()}…` : full;
    const wide = text.length * LETTER + 8;
    const start = left + wide > width ? left - wide : left;
    return { text, start, left: start, right: start + wide, top: 0, bottom: 1 };
  });
  return fitting(boxes.filter((box) => box.left >= 0)).map(({ text, start }) => {
    const element = shape("text", { x: start + 4, y: 10, class: "event-label" });
    element.textContent = text;
    return element;
  });
}

function shape(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, typeof value === "number" ? value.toFixed(1) : value);
  }
  return element;
}

function item(event) {
  const line = document.createElement("li");
  const name = document.createElement("strong");
  name.textContent = textOf(event);
  const about = document.createElement("span");
  about.textContent = `${daysOf(event)} · ${label("annotation_kind", event.kind)}${event.public ? "" : ` · ${say("event_private")}`}`;
  line.append(name, about);
  // Editors type these addresses; only the web's own schemes become links.
  if (/^https?:\/\//.test(event.url ?? "")) line.append(link(event.url, say("event_source"), { rel: "noreferrer" }));
  line.append(link(compareAround(event.date_start), say("event_compare")));
  return line;
}

function link(href, text, attributes = {}) {
  const element = document.createElement("a");
  Object.assign(element, { href, textContent: text, ...attributes });
  return element;
}
