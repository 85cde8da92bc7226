import assert from "node:assert/strict";
import test from "node:test";
import { decimal, sexagesimal, typed } from "../../static/js/coordinates.js";

const ANSONGO = [0.5, 15.67];

test("latitude comes first in words", () => {
  assert.equal(decimal(ANSONGO), "15.67000, 0.50000");
  assert.equal(sexagesimal(ANSONGO), "15°40′12″N 0°30′00″E");
});

test("south and west are said, and seconds never reach sixty", () => {
  assert.equal(sexagesimal([-4.0001, -0.9999999]), "1°00′00″S 4°00′00″W");
});

const TYPED = [
  ["15.67, 0.50", ANSONGO],
  ["15.67 0.50", ANSONGO],
  [" 15.67;0.50 ", ANSONGO],
  ["15.67°, 0.5°", ANSONGO],
  ["-15.67, -0.5", [-0.5, -15.67]],
  ["15°40'12\"N 0°30'00\"E", ANSONGO],
  ["15°40′12″N 0°30′00″E", ANSONGO],
  ["15 40 12 N, 0 30 0 E", ANSONGO],
  ["15°40.2'N 0°30'E", ANSONGO],
  ["15.67n 0.5e", ANSONGO],
  ["15.67N 0.5O", [-0.5, 15.67]],
  ["15.67N 0.5W", [-0.5, 15.67]],
];
for (const [text, expected] of TYPED) {
  test(`"${text}" is ${expected}`, () => {
    assert.deepEqual(typed(text)?.map((degrees) => Number(degrees.toFixed(9))), expected);
  });
}

for (const text of ["", "Ansongo", "15.67", "95, 0", "15, 181", "15°61'N 0°E", "15°40'60\"N 0°E", "1,2,3", "N E", "ML07", "30 09 2018"]) {
  test(`"${text}" is no point`, () => assert.equal(typed(text), null));
}

test("what is shown can be typed again", () => {
  for (const point of [ANSONGO, [-4.5, 14.25], [2.4, -15.5]]) {
    for (const write of [decimal, sexagesimal]) {
      assert.deepEqual(typed(write(point)).map((degrees) => Number(degrees.toFixed(4))), point);
    }
  }
});
