import assert from "node:assert/strict";
import test from "node:test";
import { tallestOf } from "../../static/js/timelinetable.js";
import { speakEnglish } from "./sentences.mjs";

speakEnglish();
const BUCKETS = [
  { start: "2018-09-01", count: 2, killed: 9 },
  { start: "2018-09-02", count: 5, killed: 1 },
  { start: "2018-09-03", count: 5, killed: 4 },
];

test("without bars there is no tallest one", () => assert.equal(tallestOf([], "count"), null));

for (const [measure, start] of [["count", "2018-09-02"], ["killed", "2018-09-01"]]) {
  test(`the tallest bar by ${measure} is the first of the highest`, () => assert.equal(tallestOf(BUCKETS, measure).start, start));
}
