// The addresses of comparisons that start from the map's own selection.

import { address } from "./page.js";
import { filterQuery, parse } from "./query.js";
import { stepped } from "./timewindow.js";

const DAYS_AROUND = "90";
const NOT_COMMON = ["since", "until", "sort"]; // what a comparison of periods takes of its own, or has no use for

/** The address that compares the selected days with as many before them. */
export function compareWithBefore(selected) {
  const before = stepped(selected, -1);
  return compareAddress({ by: "period", a: `${before.since}..${before.until}`, b: `${selected.since}..${selected.until}` });
}

/** The address that compares the time before an ISO day with the time from it on. */
export function compareAround(day) {
  return compareAddress({ by: "period", around: day, days: DAYS_AROUND });
}

function compareAddress(question) {
  const { filters } = parse(window.location.search);
  const common = Object.fromEntries(Object.entries(filters).filter(([name]) => !NOT_COMMON.includes(name)));
  const query = new URLSearchParams(question);
  for (const [name, value] of filterQuery(common)) query.append(name, value);
  return address("compare", { query });
}
