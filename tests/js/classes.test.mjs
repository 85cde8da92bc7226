import assert from "node:assert/strict";
import test from "node:test";
import { classesOfChange, classesUpTo, classOf, heat, shift } from "../../static/js/classes.js";

const CLASSES = [
  [0, []],
  [NaN, []],
  [1, [[1, 1]]],
  [2, [[1, 1], [2, 2]]],
  [37, [[1, 1], [2, 4], [5, 9], [10, 19], [20, 37]]],
  [342, [[1, 2], [3, 9], [10, 29], [30, 99], [100, 342]]],
];
for (const [most, expected] of CLASSES) {
  test(`numbers up to ${most} fall into ${expected.length} classes`, () => {
    assert.deepEqual(classesUpTo(most).map(({ from, to }) => [from, to]), expected);
  });
}

test("every whole number from 1 to the largest is in exactly one class", () => {
  for (const most of [1, 3, 7, 12, 99, 1000, 4321]) {
    const classes = classesUpTo(most);
    for (let n = 1; n <= most; n += 1) assert.equal(classes.filter(({ from, to }) => from <= n && n <= to).length, 1);
    assert.equal(classes.length <= 5, true);
  }
});

test("zero is in no class of amounts: it has a colour of its own", () => assert.equal(classOf(classesUpTo(10), 0), -1));

test("a change has the same limits on both sides of none", () => {
  const classes = classesOfChange(12);
  assert.deepEqual(classes.map(({ from, to }) => [-to, -from]).reverse().map(([from, to]) => [from + 0, to + 0]), classes.map(({ from, to }) => [from, to]));
  assert.equal(classOf(classes, 0), (classes.length - 1) / 2);
  for (let n = -12; n <= 12; n += 1) assert.notEqual(classOf(classes, n), -1);
});

test("no change at all has one class", () => assert.deepEqual(classesOfChange(0), [{ from: 0, to: 0 }]));

test("the largest amounts are darkest, whatever the number of classes", () => {
  assert.deepEqual(classesUpTo(342).map((_, i, all) => heat(i, all)), ["heat-1", "heat-2", "heat-3", "heat-4", "heat-5"]);
  assert.deepEqual([0, 1].map((i) => heat(i, [1, 2])), ["heat-1", "heat-5"]);
  assert.equal(heat(0, [1]), "heat-3");
});

test("fewer and more have colours of their own on either side", () => {
  const names = (classes) => classes.map((_, i) => shift(i, classes));
  assert.deepEqual(names(classesOfChange(100)), ["less-3", "less-2", "less-1", "same", "more-1", "more-2", "more-3"]);
  assert.deepEqual(names(classesOfChange(2)), ["less-3", "less-1", "same", "more-1", "more-3"]);
  assert.deepEqual(names(classesOfChange(1)), ["less-2", "same", "more-2"]);
  assert.deepEqual(names(classesOfChange(0)), ["same"]);
});
