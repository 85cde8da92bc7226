import assert from "node:assert/strict";
import test from "node:test";
import { RowHeights } from "../../static/js/rowheights.js";

function heights(count, guess = 10) {
  const made = new RowHeights(guess);
  made.resize(count);
  return made;
}

test("rows that were not seen have the guessed height", () => {
  assert.deepEqual([heights(5).total, heights(5).top(3)], [50, 30]);
});

test("a measured row moves those below it and none above", () => {
  const rows = heights(5);
  assert.equal(rows.measured(1, 25), true);
  assert.deepEqual([0, 1, 2, 5].map((index) => rows.top(index)), [0, 10, 35, 65]);
});

test("the same height again is no news, nor is a row without any", () => {
  const rows = heights(5);
  assert.deepEqual([rows.measured(1, 10), rows.measured(1, 10.3), rows.measured(1, 0)], [false, false, false]);
});

const PLACES = [[-5, 0], [0, 0], [9.9, 0], [10, 1], [34, 1], [35, 2], [999, 4]];
for (const [y, index] of PLACES) {
  test(`at ${y} pixels lies row ${index}`, () => {
    const rows = heights(5);
    rows.measured(1, 25);
    assert.equal(rows.at(y), index);
  });
}

test("an empty list has no rows anywhere", () => {
  assert.equal(heights(0).at(0), -1);
  assert.deepEqual(heights(0).around(0, 100, 5), { first: 0, last: -1 });
});

test("few rows are drawn of many", () => assert.deepEqual(heights(5000).around(20_000, 600, 6), { first: 1994, last: 2066 }));

test("a page more keeps what was measured", () => {
  const rows = heights(2);
  rows.measured(0, 30);
  rows.resize(4);
  assert.deepEqual([rows.total, rows.count], [60, 4]);
});

test("a narrower list forgets what was measured", () => {
  const rows = heights(3);
  rows.measured(0, 30);
  rows.forget();
  assert.equal(rows.total, 30);
});

test("a new and shorter list begins anew", () => {
  const rows = heights(3);
  rows.measured(0, 30);
  rows.resize(0);
  rows.resize(2);
  assert.equal(rows.total, 20);
});
