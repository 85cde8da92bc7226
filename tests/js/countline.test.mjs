import assert from "node:assert/strict";
import test from "node:test";
import { countParts } from "../../static/js/countline.js";
import { sayCount, say } from "../../static/js/texts.js";
import { speakEnglish } from "./sentences.mjs";

speakEnglish();

const ANSWER = {
  in_frame: 34,
  total: 210,
  unplaced: 4,
  killed: { low: 45, best: 52, high: 61, unstated: 3 },
  latest: "2018-10-02T08:00:00Z",
};

test("the line says what is in view, the toll as a range, what is unstated, unplaced and how fresh it is", () => {
  assert.deepEqual(countParts(ANSWER), [
    "34 incidents in view of 210",
    "45–61 killed (best 52)",
    "toll unstated for 3",
    "4 without a public place",
    "last changed 2 Oct 2018",
  ]);
});

test("where no toll is stated no number of deaths is given", () => {
  const killed = { low: 0, best: 0, high: 0, unstated: 34 };
  assert.deepEqual(countParts({ ...ANSWER, killed, unplaced: 0 }), [
    "34 incidents in view of 210",
    "toll not stated",
    "last changed 2 Oct 2018",
  ]);
});

test("an empty frame speaks of no deaths at all", () => {
  const killed = { low: 0, best: 0, high: 0, unstated: 0 };
  assert.deepEqual(countParts({ in_frame: 0, total: 0, unplaced: 0, killed, latest: null }), ["0 incidents in view of 0"]);
});

test("one incident is said in the singular", () => assert.equal(sayCount("incidents", 1), "1 incident"));

test("a sentence that does not exist is an error, not an empty page", () => {
  assert.throws(() => say("no_such_sentence"), /no_such_sentence/);
});
