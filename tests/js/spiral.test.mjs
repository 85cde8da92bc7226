import assert from "node:assert/strict";
import test from "node:test";
import { fanned, MOST_FANNED } from "../../static/js/spiral.js";

for (const count of [1, 2, 3, 8, 9, 20, MOST_FANNED]) {
  test(`${count} marks stand apart from each other and from the middle`, () => {
    const places = fanned(count);
    assert.equal(places.length, count);
    for (const [i, one] of places.entries()) {
      assert.equal(Math.hypot(one.x, one.y) >= 30, true);
      for (const other of places.slice(i + 1)) {
        assert.equal(Math.hypot(one.x - other.x, one.y - other.y) >= 25, true, `${i}`);
      }
    }
  });
}

test("the largest fan still fits a phone", () => {
  assert.equal(Math.max(...fanned(MOST_FANNED).map(({ x, y }) => Math.hypot(x, y))) < 180, true);
});
