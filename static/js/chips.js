// The filters that apply, each with a button that takes it away.

import { decimal } from "./coordinates.js";
import { nearOf } from "./geometry.js";
import { label } from "./page.js";
import { kilometres, say } from "./texts.js";
import { day } from "./words.js";

// Filters whose value alone would not say what it narrows.
const NAMED = ["killed_group", "attribution", "source", "weapon"];
const VOCABULARIES = {
  type: "event_type",
  subtype: "sub_event_type",
  verification: "verification",
  geo_precision: "geo_precision",
  community: "community",
};

/** [{name, value, text}] of the filters, dates and order shown elsewhere. */
export function chipsOf(filters) {
  return Object.entries(filters)
    .filter(([name]) => !["since", "until", "sort"].includes(name))
    .flatMap(([name, values]) => values.map((value) => ({ name, value, text: wordsOf(name, value) })));
}

/** Shows them; `onRemove(name, value)` when one is taken away. */
export function showChips(element, filters, { labels, onRemove }) {
  const chips = chipsOf(filters).map(({ name, value, text }) => {
    const chip = document.createElement("button");
    chip.type = "button";
    chip.className = "chip";
    // "Left out" alone would not say what.
    const known = name === "synthetic" ? text : (labels.get(`${name}=${value}`) ?? text);
    chip.textContent = NAMED.includes(name) ? say(`chip_${name}`, { name: known }) : known;
    chip.setAttribute("aria-label", say("chip_remove", { name: chip.textContent }));
    chip.addEventListener("click", () => onRemove(name, value));
    return chip;
  });
  const dates = document.createElement("span");
  dates.className = "chip chip-dates";
  const [since, until] = [filters.since?.[0], filters.until?.[0]];
  const ends = { since: since ? day(since) : "…", until: until ? day(until) : "…" };
  dates.textContent = since || until ? say("dates_shown", ends) : say("all_days");
  element.replaceChildren(dates, ...chips);
}

function wordsOf(name, value) {
  if (name in VOCABULARIES) return label(VOCABULARIES[name], value);
  if (name === "q") return say("chip_words", { q: value });
  if (name === "min_killed") return say("chip_min_killed", { n: value });
  if (name === "area") return say("chip_area");
  if (name === "near") return nearWords(value);
  if (name === "synthetic") return say(value === "true" ? "chip_synthetic" : "chip_not_synthetic");
  if (name === "civilian_targeting") return say("chip_civilians");
  return value;
}

function nearWords(value) {
  const circle = nearOf(value);
  return circle ? say("chip_near", { km: kilometres(circle.km), at: decimal(circle.centre) }) : value;
}
