import assert from "node:assert/strict";
import test from "node:test";
import { areaOf, areaText, boxAround, crossesItself, distance, faultOf, length, nearOf, nearText } from "../../static/js/geometry.js";

const ANSONGO = [0.502, 15.66];
const MENAKA = [2.402, 15.918];

const DISTANCES = [
  [ANSONGO, ANSONGO, 0],
  [[0, 0], [0, 1], 111.2],
  [[0, 60], [1, 60], 55.6],
  [ANSONGO, MENAKA, 205.3],
  [[179.5, 0], [-179.5, 0], 111.2],
  [[0, 0], [180, 0], 20015.1],
];
for (const [one, other, km] of DISTANCES) {
  test(`from ${one} to ${other} it is ${km} km, both ways`, () => {
    assert.equal(Math.abs(distance(one, other) - km) < 0.2, true, String(distance(one, other)));
    assert.equal(distance(one, other), distance(other, one));
  });
}

test("a way is as long as its parts", () => {
  assert.equal(length([ANSONGO, MENAKA, ANSONGO]), 2 * distance(ANSONGO, MENAKA));
  assert.deepEqual([length([]), length([ANSONGO])], [0, 0]);
});

const SQUARE = [[0, 0], [2, 0], [2, 2], [0, 2]];
const CROSSINGS = [
  ["a triangle", [[0, 0], [2, 0], [1, 2]], false],
  ["a square", SQUARE, false],
  ["a square the other way round", [...SQUARE].reverse(), false],
  ["a bow tie", [[0, 0], [2, 2], [2, 0], [0, 2]], true],
  ["an L", [[0, 0], [4, 0], [4, 2], [2, 2], [2, 4], [0, 4]], false],
  ["a star of five", [[0, 3], [2, -3], [-3, 1], [3, 1], [-2, -3]], true],
  ["a corner on another side", [[0, 0], [4, 0], [4, 4], [2, 0], [0, 4]], true],
  ["a spike that runs back over itself", [[0, 0], [4, 0], [2, 0], [2, 3]], true],
  ["three corners on one line", [[0, 0], [1, 1], [2, 2]], true],
];
for (const [name, corners, crossed] of CROSSINGS) {
  test(`${name} ${crossed ? "crosses" : "does not cross"} itself`, () => assert.equal(crossesItself(corners), crossed));
}

const RING = Array.from({ length: 101 }, (_, i) => [Math.cos(i / 17), Math.sin(i / 17)]);
const FAULTS = [
  [SQUARE, null],
  [SQUARE.slice(0, 2), "few"],
  [[[0, 0], [1, 1], [0, 0], [1, 1]], "few"],
  [RING, "many"],
  [[[0, 0], [2, 2], [2, 0], [0, 2]], "crossed"],
  [[...SQUARE, [2, 0]], "crossed"],
];
for (const [corners, fault] of FAULTS) {
  test(`${corners.length} corners from ${corners[0]} have the fault ${fault}`, () => assert.equal(faultOf(corners), fault));
}

test("an area is written as corners and read back", () => {
  assert.equal(areaText(SQUARE), "0,0,2,0,2,2,0,2");
  assert.deepEqual(areaOf("0,0,2,0,2,2,0,2"), SQUARE);
});

for (const text of ["", "1,2", "1,2,3,4,5", "a,b,c,d,e,f"]) {
  test(`"${text}" is no area`, () => assert.equal(areaOf(text), null));
}

test("a circle is written with lon, lat, km and read back", () => {
  assert.equal(nearText([1.30001, 15.4], 25), "1.3,15.4,25");
  assert.equal(nearText([1.3, 15.4], 12.3456), "1.3,15.4,12.3");
  assert.deepEqual(nearOf("1.3,15.4,25"), { centre: [1.3, 15.4], km: 25 });
});

test("a circle stays within what the server takes", () => {
  assert.deepEqual([nearText([0, 0], 99_999), nearText([0, 0], 0)], ["0,0,2000", "0,0,0.1"]);
});

for (const text of ["", "1,2", "1,2,0", "1,2,x", "1,2,3,4"]) {
  test(`"${text}" is no circle`, () => assert.equal(nearOf(text), null));
}

test("the box around shapes of many parts holds all of them", () => {
  assert.deepEqual(boxAround({ coordinates: [[[[0, 1], [2, 3]]], [[[-4, 5], [1, 0]]]] }), [-4, 0, 2, 5]);
});
