// What a region is coloured by: a number with its words, or the reason why there is none.

/**
 * Value of a region: {number, kind} with kind "number", "unstated" (incidents, but nobody gives a toll) or
 * "nothing" (no incident was ever recorded there, so a zero would say too much).
 * `row` and `before` are rows of /breakdown {count, killed, killed_unstated} or undefined; `known`: whether the
 * region has any incident at all.
 */
export function valueOf(measure, { row, before, known }) {
  if (!known && !row) return { number: null, kind: "nothing" };
  if (measure === "change") return { number: (row?.count ?? 0) - (before?.count ?? 0), kind: "number" };
  if (measure === "count" || !row) return { number: row?.[measure] ?? 0, kind: "number" };
  return row.killed_unstated === row.count ? { number: null, kind: "unstated" } : { number: row.killed, kind: "number" };
}

/** {region code: row} of a breakdown; incidents without a region are left out. */
export function byCode(results) {
  return new Map(results.filter(({ key }) => key !== null).map((row) => [row.key, row]));
}

/** How many incidents of a breakdown lie in none of these regions. */
export function elsewhere(results, codes) {
  return results.reduce((sum, { key, count }) => (codes.has(key) ? sum : sum + count), 0);
}

/** The largest number to colour, whatever its sign. */
export function largest(values) {
  return Math.max(0, ...values.map(({ number }) => Math.abs(number ?? 0)));
}
