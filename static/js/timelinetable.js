// The bars as a table: what the eye reads off the histogram, for the keyboard and for screen readers.

import { number, say } from "./texts.js";
import { when } from "./words.js";

/** Fills the body with one row for each bar; `onPick({since, until})` when the days of one are chosen. */
export function fillTable(body, buckets, onPick) {
  body.replaceChildren(...buckets.map((bucket) => row(bucket, onPick)));
}

/** The bar with the most of `measure`; null without bars. */
export function tallestOf(buckets, measure) {
  return buckets.reduce((most, bucket) => (most && most[measure] >= bucket[measure] ? most : bucket), null);
}

function row({ start, end, count, killed, killed_unstated: unstated }, onPick) {
  const line = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  const pick = document.createElement("button");
  pick.type = "button";
  pick.className = "quiet";
  pick.textContent = when({ date_start: start, date_end: end });
  pick.addEventListener("click", () => onPick({ since: start, until: end }));
  head.append(pick);
  // Where no toll at all is stated, the sum is unknown and not zero.
  const cells = [number(count), unstated === count ? say("not_known") : number(killed), number(unstated)];
  line.append(head, ...cells.map(cell));
  return line;
}

function cell(text) {
  const element = document.createElement("td");
  element.textContent = text;
  return element;
}
