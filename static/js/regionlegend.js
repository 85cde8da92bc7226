// What the colours of the regions mean, and the same numbers as a list that needs no pointer.

import { number, say, sayCount } from "./texts.js";
import { day } from "./words.js";

export class RegionLegend {
  constructor(element, { onRegion }) {
    this.element = element;
    // On a phone the whole legend would cover the map; its title says that there is one.
    element.open = !window.matchMedia("(max-width: 52rem)").matches;
    this.title = element.querySelector("[data-legend-title]");
    this.keys = element.querySelector("[data-legend-keys]");
    this.note = element.querySelector("[data-legend-note]");
    this.list = element.querySelector("[data-legend-list]");
    this.list.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) onRegion(button.dataset.code);
    });
  }

  hide() {
    this.element.hidden = true;
  }

  showReason(text) {
    this.element.hidden = false;
    this.title.textContent = say("legend_change");
    this.note.textContent = text;
    this.keys.replaceChildren();
    this.list.replaceChildren();
  }

  /** `rows` are {code, name, text, number}; `days` {now, before} of a change; `outside` incidents without a region. */
  show({ measure, classes, days, outside, rows, colourOf }) {
    this.element.hidden = false;
    this.title.textContent = say(`legend_${measure}`);
    this.keys.replaceChildren(...keysOf(measure, classes, colourOf));
    const notes = [days ? say("change_between", { before: span(days.before), now: span(days.now) }) : say("whole_regions")];
    if (outside > 0) notes.push(sayCount("outside_regions", outside));
    this.note.textContent = notes.join(" ");
    const ordered = [...rows].sort((one, other) => Math.abs(other.number ?? 0) - Math.abs(one.number ?? 0));
    this.list.replaceChildren(...ordered.map(listed));
  }
}

function keysOf(measure, classes, colourOf) {
  const keys = classes.map(({ from, to }, index) => key(colourOf(index), range(from, to, measure)));
  if (measure === "change") return [...keys.reverse(), key("nothing", say("region_nothing"))];
  const rest = [key("heat-0", "0"), key("nothing", say("region_nothing"))];
  if (measure === "killed") rest.push(key("unstated", say("toll_unstated")));
  return [...keys.reverse(), ...rest];
}

function range(from, to, measure) {
  const signed = (n) => (measure === "change" && n > 0 ? `+${number(n)}` : number(n).replace("-", "−"));
  return from === to ? (from === 0 ? say("no_change") : signed(from)) : say("range", { from: signed(from), to: signed(to) });
}

function key(name, text) {
  const item = document.createElement("li");
  const swatch = document.createElement("span");
  swatch.className = `swatch swatch-${name}`;
  item.append(swatch, text);
  return item;
}

function listed({ code, name, text }) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.dataset.code = code;
  button.textContent = say("labelled", { name, text });
  item.append(button);
  return item;
}

function span({ since, until }) {
  return say("dates_shown", { since: day(since), until: day(until) });
}
