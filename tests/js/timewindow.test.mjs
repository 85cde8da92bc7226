import assert from "node:assert/strict";
import test from "node:test";
import { dayNumber, isDay, isoDay } from "../../static/js/days.js";
import { stepped, ticks, windowFor, within, zoomed } from "../../static/js/timewindow.js";

const SEPTEMBER = { since: "2018-09-01", until: "2018-09-30" };

test("days and numbers turn into each other, over leap days and before 1970", () => {
  for (const iso of ["1969-12-31", "1970-01-01", "2016-02-29", "2018-09-30"]) assert.equal(isoDay(dayNumber(iso)), iso);
  assert.equal(dayNumber("2018-10-01") - dayNumber("2018-09-30"), 1);
});

for (const [text, valid] of [["2018-09-30", true], ["2018-02-30", false], ["2018-9-3", false], ["", false], [null, false], ["yesterday", false]]) {
  test(`${JSON.stringify(text)} is ${valid ? "a" : "no"} day`, () => assert.equal(isDay(text), valid));
}

test("the window shows half as much again on both sides", () => {
  assert.deepEqual(windowFor(SEPTEMBER), { since: "2018-08-17", until: "2018-10-15" });
});

test("a single day is shown within six weeks", () => {
  const { since, until } = windowFor({ since: "2018-09-30", until: "2018-09-30" });
  assert.equal(dayNumber(until) - dayNumber(since) + 1 >= 42, true);
});

test("the window stays while the selection is well visible in it", () => {
  const window = windowFor(SEPTEMBER);
  assert.equal(windowFor({ since: "2018-09-10", until: "2018-09-20" }, window), window);
});

test("the window moves when the selection leaves it, and zooms in when it gets thin", () => {
  const window = { since: "2010-01-01", until: "2018-12-31" };
  assert.notEqual(windowFor({ since: "2019-01-01", until: "2019-02-01" }, window), window);
  assert.notEqual(windowFor(SEPTEMBER, window), window);
});

test("a window that was asked for stays until the selection leaves it, however thin the selection is", () => {
  const asked = { since: "2010-01-01", until: "2018-12-31" };
  assert.equal(windowFor(SEPTEMBER, asked, { asked: true }), asked);
  assert.notEqual(windowFor({ since: "2018-12-01", until: "2019-01-31" }, asked, { asked: true }), asked);
});

const ALL_DAYS = { since: "1900-01-01", until: "2199-12-31" };
const AT_THE_ENDS = [
  [ALL_DAYS, ALL_DAYS],
  [{ since: "1900-01-01", until: "1900-01-10" }, { since: "1900-01-01", until: "1900-01-26" }],
  [{ since: "2199-12-22", until: "2199-12-31" }, { since: "2199-12-06", until: "2199-12-31" }],
];
for (const [days, expected] of AT_THE_ENDS) {
  test(`the window of ${days.since}..${days.until} stays within the days there are`, () => assert.deepEqual(windowFor(days), expected));
}

test("zooming out again and again ends at the days there are", () => {
  let window = windowFor(SEPTEMBER);
  for (let press = 0; press < 8; press += 1) window = zoomed(window, SEPTEMBER, 3);
  assert.deepEqual(window, ALL_DAYS);
});

test("zooming in never leaves a part of the selection outside", () => {
  const { since, until } = zoomed(windowFor({ since: "2018-01-01", until: "2018-12-31" }), { since: "2018-01-01", until: "2018-12-31" }, 0.34);
  assert.equal(since <= "2018-01-01" && until >= "2018-12-31", true);
});

const STEPS = [
  [ALL_DAYS, 1, ALL_DAYS],
  [{ since: "2199-12-01", until: "2199-12-31" }, 1, { since: "2199-12-01", until: "2199-12-31" }],
  [{ since: "1900-01-06", until: "1900-01-15" }, -1, { since: "1900-01-01", until: "1900-01-05" }],
  [SEPTEMBER, 1, { since: "2018-10-01", until: "2018-10-31" }],
  [SEPTEMBER, -1, { since: "2018-08-01", until: "2018-08-31" }],
  [{ since: "2018-01-01", until: "2018-12-31" }, 1, { since: "2019-01-01", until: "2019-12-31" }],
  [{ since: "2018-07-03", until: "2018-10-01" }, 1, { since: "2018-10-02", until: "2018-12-31" }],
  [{ since: "2018-09-30", until: "2018-09-30" }, -1, { since: "2018-09-29", until: "2018-09-29" }],
];
for (const [days, direction, expected] of STEPS) {
  test(`${days.since}..${days.until} stepped by ${direction} is ${expected.since}..${expected.until}`, () => {
    assert.deepEqual(stepped(days, direction), expected);
  });
}

test("zooming out and in keeps the selection in the middle", () => {
  const wider = zoomed(windowFor(SEPTEMBER), SEPTEMBER, 3);
  assert.equal(wider.since < "2018-07-01" && wider.until > "2018-11-30", true);
});

test("ticks stand at month starts, and there are never more than asked for", () => {
  assert.deepEqual(ticks({ since: "2018-08-17", until: "2018-10-15" }), [
    { day: "2018-09-01", isYear: false },
    { day: "2018-10-01", isYear: false },
  ]);
  for (const [since, until] of [["2018-01-01", "2018-12-31"], ["1990-01-01", "2025-01-01"], ["1000-01-01", "2025-01-01"]]) {
    assert.equal(ticks({ since, until }, 8).length <= 9, true);
  }
});

const INSIDE = [
  [{ since: "2018-09-10", until: "2018-09-20" }, { since: "2018-09-10", until: "2018-09-20" }],
  [{ since: "2018-08-01", until: "2018-09-01" }, { since: "2018-09-01", until: "2018-09-01" }],
  [{ since: "2018-09-30", until: "2019-09-30" }, { since: "2018-09-30", until: "2018-09-30" }],
  [{ since: "2017-01-01", until: "2019-12-31" }, SEPTEMBER],
  [{ since: "2018-08-01", until: "2018-08-31" }, null],
  [{ since: "2018-10-01", until: "2018-10-01" }, null],
];
for (const [days, part] of INSIDE) {
  test(`of ${days.since}..${days.until} ${part ? `${part.since}..${part.until}` : "nothing"} lies within September`, () => {
    assert.deepEqual(within(days, SEPTEMBER), part);
  });
}
