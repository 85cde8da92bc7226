import assert from "node:assert/strict";
import test from "node:test";
import { byCode, elsewhere, largest, valueOf } from "../../static/js/regionvalues.js";

const ROW = { key: "ML07", count: 11, killed: 12, killed_unstated: 3 };
const SILENT = { key: "ML10", count: 4, killed: 0, killed_unstated: 4 };
const BEFORE = { key: "ML07", count: 3, killed: 1, killed_unstated: 0 };

const VALUES = [
  ["count", { row: ROW, known: true }, { number: 11, kind: "number" }],
  ["count", { known: true }, { number: 0, kind: "number" }],
  ["count", { known: false }, { number: null, kind: "nothing" }],
  ["killed", { row: ROW, known: true }, { number: 12, kind: "number" }],
  ["killed", { row: SILENT, known: true }, { number: null, kind: "unstated" }],
  ["killed", { row: { ...SILENT, killed_unstated: 3 }, known: true }, { number: 0, kind: "number" }],
  ["killed", { known: true }, { number: 0, kind: "number" }],
  ["change", { row: ROW, before: BEFORE, known: true }, { number: 8, kind: "number" }],
  ["change", { before: BEFORE, known: true }, { number: -3, kind: "number" }],
  ["change", { known: true }, { number: 0, kind: "number" }],
  ["change", { known: false }, { number: null, kind: "nothing" }],
];
for (const [measure, given, expected] of VALUES) {
  test(`${measure} of ${JSON.stringify(given)} is ${JSON.stringify(expected)}`, () => assert.deepEqual(valueOf(measure, given), expected));
}

test("incidents without a region belong to none, and are counted beside", () => {
  const results = [ROW, { key: null, count: 5, killed: 0, killed_unstated: 5 }, { key: "OLD1", count: 2, killed: 0, killed_unstated: 0 }];
  assert.deepEqual([...byCode(results).keys()], ["ML07", "OLD1"]);
  assert.equal(elsewhere(results, new Set(["ML07"])), 7);
});

test("the largest number counts falls as well as rises", () => {
  assert.equal(largest([{ number: 3 }, { number: -8 }, { number: null }]), 8);
  assert.equal(largest([]), 0);
});
