import assert from "node:assert/strict";
import test from "node:test";
import { restAt, stopsFor } from "../../static/js/drawer.js";

const STOPS = { peek: 72, half: 300, full: 600 };
const RESTS = [
  [80, 0, "peek"],
  [180, 0, "peek"],
  [190, 0, "half"],
  [460, 0, "full"],
  [310, 1, "full"],
  [290, -1, "peek"],
  [590, -1, "half"],
  [100, 1, "half"],
  [600, 1, "full"],
  [72, -1, "peek"],
];
for (const [height, speed, stop] of RESTS) {
  test(`let go at ${height} pixels with speed ${speed} it rests at ${stop}`, () => assert.equal(restAt(height, speed, STOPS), stop));
}

for (const height of [300, 568, 720, 900]) {
  test(`the stops of a page of ${height} pixels are in order and leave a strip of the map`, () => {
    const { peek, half, full } = stopsFor(height, 68);
    assert.equal(peek <= half && half <= full, true);
    assert.equal(full <= Math.max(200, height - 68 - 64), true);
  });
}
