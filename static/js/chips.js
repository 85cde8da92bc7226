// The filters that apply, each with a button that takes it away.

import { label } from "./page.js";
import { say } from "./texts.js";
import { day } from "./words.js";

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
    chip.textContent = labels.get(`${name}=${value}`) ?? text;
    chip.setAttribute("aria-label", say("chip_remove", { name: chip.textContent }));
    chip.addEventListener("click", () => onRemove(name, value));
    return chip;
  });
  const dates = document.createElement("span");
  dates.className = "chip chip-dates";
  const [since, until] = [filters.since?.[0], filters.until?.[0]];
  dates.textContent = say("dates_shown", { since: since ? day(since) : "…", until: until ? day(until) : "…" });
  element.replaceChildren(...(since || until ? [dates] : []), ...chips);
}

function wordsOf(name, value) {
  if (name in VOCABULARIES) return label(VOCABULARIES[name], value);
  if (name === "q") return say("chip_words", { q: value });
  if (name === "min_killed") return say("chip_min_killed", { n: value });
  if (name === "civilian_targeting") return say("chip_civilians");
  return value;
}
