import assert from "node:assert/strict";
import { test } from "node:test";

import { keepLook, lastLook } from "../../static/js/lastlook.js";

function storage(kept = {}) {
  return {
    kept,
    getItem: (key) => kept[key] ?? null,
    setItem: (key, value) => {
      kept[key] = value;
    },
  };
}

const closed = {
  getItem() {
    throw new Error("SecurityError");
  },
  setItem() {
    throw new Error("QuotaExceededError");
  },
};

test("a browser that never looked has no last look", () => assert.equal(lastLook(storage()), null));

test("what was kept is found again", () => {
  const mine = storage();
  assert.equal(keepLook(42, mine), true);
  assert.equal(lastLook(mine), 42);
});

for (const text of ["", "x", "-1", "1.5", "1e3", "9".repeat(19), " 7", "٣"]) {
  test(`"${text}" is not the number of a change`, () => assert.equal(lastLook(storage({ "changes-seen": text })), null));
}

test("a browser that keeps nothing says so and fails at nothing", () => {
  assert.equal(lastLook(closed), null);
  assert.equal(keepLook(1, closed), false);
});
