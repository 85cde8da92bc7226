import assert from "node:assert/strict";
import test from "node:test";
import { day, month, toll, when, where, who } from "../../static/js/words.js";
import { kilometres, learn } from "../../static/js/texts.js";
import { SENTENCES, speakEnglish } from "./sentences.mjs";

speakEnglish();

const TOLLS = [
  [{ low: 22, best: 22, high: 22 }, "22 killed"],
  [{ low: 45, best: 52, high: 61 }, "45–61 killed (best 52)"],
  [{ low: 15, best: null, high: 27 }, "15–27 killed"],
  [{ low: 12, best: 12, high: null }, "at least 12 killed"],
  [{ low: null, best: null, high: 9 }, "at most 9 killed"],
  [{ low: null, best: 20, high: null }, "20 killed"],
  [{ low: 0, best: 0, high: 0 }, "no deaths"],
  [{ low: null, best: null, high: null }, "toll not stated"],
  [{}, "toll not stated"],
  [{ low: 1200, best: 1200, high: 1200 }, "1,200 killed"],
];
for (const [figures, words] of TOLLS) {
  test(`${JSON.stringify(figures)} is "${words}"`, () => assert.equal(toll(figures), words));
}

const DAYS = { date_start: "2018-09-24", date_end: "2018-09-30", time_precision: "day", date_meaning: "lasted" };
const DATES = [
  [{ ...DAYS, date_end: "2018-09-24" }, "24 Sep 2018"],
  [DAYS, "24 – 30 Sep 2018"],
  [{ ...DAYS, date_meaning: "once_within" }, "once between 24 Sep 2018 and 30 Sep 2018"],
  [{ ...DAYS, time_precision: "week" }, "week of 24 Sep 2018"],
  [{ ...DAYS, time_precision: "month" }, "September 2018 (day not known)"],
  [{ ...DAYS, time_precision: "year" }, "some time in 2018"],
];
for (const [row, words] of DATES) {
  test(`${row.time_precision} ${row.date_meaning} is said "${words}"`, () => {
    assert.equal(when(row).replace(/[\u2009\u202f]/g, " "), words);
  });
}

const PLACES = [
  [{ place: "Amalaoulaou", geo_precision: "settlement", radius_m: 5000 }, "Amalaoulaou"],
  [{ place: "Ansongo", geo_precision: "near", radius_m: 12000 }, "near Ansongo"],
  [{ place: "Ansongo", geo_precision: "near", radius_m: null }, "near Ansongo"],
  [{ place: "Labbezanga", geo_precision: "road", radius_m: 40000 }, "road at Labbezanga"],
  [{ place: "Gao", geo_precision: "admin1", radius_m: 200000 }, "somewhere in Gao"],
  [{ place: null, geo_precision: "unknown", radius_m: null }, "place not named"],
  [{ place: null, geo_precision: "admin1", radius_m: 200000, region: "Ménaka" }, "somewhere in Ménaka"],
];
for (const [row, words] of PLACES) {
  test(`a place known as ${row.geo_precision} is said "${words}"`, () => assert.equal(where(row), words));
}

const PARTIES = [
  [{ perpetrator_name: null, attribution: "unknown", claim_status: "none" }, "nobody named"],
  [{ perpetrator_name: "ISGS", attribution: "stated", claim_status: "none" }, "ISGS"],
  [{ perpetrator_name: "ISGS", attribution: "suspected", claim_status: "none" }, "suspected: ISGS"],
  [{ perpetrator_name: "ISGS", attribution: "suspected", claim_status: "claimed" }, "suspected: ISGS, claimed"],
  [{ perpetrator_name: "ISGS", attribution: "stated", claim_status: "denied" }, "ISGS, denied"],
  [{ perpetrator_name: "ISGS", attribution: "unknown", claim_status: "unknown" }, "ISGS, not attributed"],
  [{ perpetrator_name: "A;B", attribution: "stated", claim_status: "none" }, "A, B"],
];
for (const [row, words] of PARTIES) {
  test(`${row.perpetrator_name}, ${row.attribution}, ${row.claim_status} is said "${words}"`, () => {
    assert.equal(who(row), words);
  });
}

for (const [km, words] of [[0, "0"], [0.8512, "0.851"], [12.345, "12.3"], [99.96, "100"], [205.3, "205"], [1240.4, "1,240"]]) {
  test(`${km} kilometres are said "${words}"`, () => assert.equal(kilometres(km), words));
}

const FRENCH_DAYS = [
  ["2018-08-01", "2018-08-01", "1er août 2018"],
  ["2018-01-11", "2018-01-11", "11 janv. 2018"],
  ["2018-02-21", "2018-02-21", "21 févr. 2018"],
  ["2018-08-01", "2018-08-09", "1er–9 août 2018"],
  ["2018-07-31", "2018-08-01", "31 juil. – 1er août 2018"],
];
for (const [start, end, words] of FRENCH_DAYS) {
  test(`${start} to ${end} is said "${words}" in French`, () => {
    learn(SENTENCES, "fr");
    const said = when({ ...DAYS, date_start: start, date_end: end });
    speakEnglish();
    assert.equal(said.replace(/[\u2009\u202f\u00a0]/g, " "), words);
  });
}
test("months are shortened as the server shortens them", () => {
  assert.deepEqual([day("2018-09-01"), month("2018-09-01"), month("2018-08-01")], ["1 Sep 2018", "Sep 2018", "Aug 2018"]);
});
