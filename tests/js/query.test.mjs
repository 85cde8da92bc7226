import assert from "node:assert/strict";
import test from "node:test";
import { FILTERS, filterQuery, format, parse } from "../../static/js/query.js";

const UUID = "5b7e0d9c-9f3e-4c63-8a7b-0e6f4f7b8a11";

test("a link holds filters, frame and the opened incident, and reads back the same", () => {
  const selection = {
    filters: { type: ["battles", "riots"], since: ["2018-09-01"], actor: ["isgs:perpetrator"] },
    frame: { lon: 1.3, lat: 15.4, zoom: 9 },
    incident: UUID,
  };
  const { filters, frame, incident } = parse(`?${format(selection)}`);
  assert.deepEqual({ filters, frame, incident }, selection);
});

test("equal selections have equal links, whatever the order they were made in", () => {
  const one = format({ filters: { type: ["riots"], country: ["MLI"] } });
  const other = format({ filters: { country: ["MLI"], type: ["riots"] } });
  assert.equal(one, "country=MLI&type=riots&all=1");
  assert.equal(other, one);
});

test("commas and colons stay readable in a link", () => {
  assert.equal(format({ filters: { near: ["1.3,15.4,50"], actor: ["isgs:target"] } }), "near=1.3,15.4,50&actor=isgs:target&all=1");
});

test("a link says whether the list goes beyond the map", () => {
  const link = format({ filters: {}, everywhere: true });
  assert.equal(link, "all=1&tab=everywhere");
  assert.equal(parse(`?${link}`).everywhere, true);
  assert.equal(parse("?tab=list").everywhere, false);
});

test("a link without dates says that all days are meant", () => {
  assert.equal(format({ filters: {} }), "all=1");
  assert.equal(format({ filters: { since: ["2018-09-01"] } }), "since=2018-09-01");
  assert.deepEqual([parse("?all=1").allDays, parse("?all=no").allDays, parse("").allDays], [true, false, false]);
});

for (const [search, colour] of [["", "symbols"], ["?colour=count", "count"], ["?colour=killed", "killed"], ["?colour=change", "change"], ["?colour=red", "symbols"]]) {
  test(`the map of "${search}" is coloured by ${colour}`, () => assert.equal(parse(search).colour, colour));
}

test("a link says what colours the map, unless it is symbols", () => {
  assert.equal(format({ filters: {}, colour: "killed" }), "all=1&colour=killed");
  assert.equal(format({ filters: {}, colour: "symbols" }), "all=1");
});

test("parameters that the server refused are left out", () => {
  assert.deepEqual(parse("?type=nonsense&country=MLI", new Set(["type"])).filters, { country: ["MLI"] });
});

test("unknown parameters and empty values are no filters", () => {
  assert.deepEqual(parse("?utm_source=x&type=&q=%20%20").filters, {});
});

const FRAMES = [
  ["?lon=1.3&lat=15.4&zoom=9", { lon: 1.3, lat: 15.4, zoom: 9 }],
  ["?lon=1.3&lat=15.4", null],
  ["?lon=999&lat=15.4&zoom=9", null],
  ["?lon=1.3&lat=89&zoom=9", null],
  ["?lon=1.3&lat=15.4&zoom=99", null],
  ["?lon=x&lat=y&zoom=z", null],
  ["?lon=1.3&lat=15.4&zoom=9.6", { lon: 1.3, lat: 15.4, zoom: 10 }],
];
for (const [search, frame] of FRAMES) {
  test(`the frame of ${search} is ${JSON.stringify(frame)}`, () => assert.deepEqual(parse(search).frame, frame));
}

const BOXES = [
  ["0,14,3,17", [0, 14, 3, 17]],
  ["3,14,0,17", null],
  ["0,17,3,14", null],
  ["0,14,3", null],
  ["a,b,c,d", null],
];
for (const [text, box] of BOXES) {
  test(`the box of bbox=${text} is ${JSON.stringify(box)}`, () => assert.deepEqual(parse(`?bbox=${text}`).box, box));
}

for (const id of ["1", "../admin", `${UUID}x`, ""]) {
  test(`"${id}" opens no incident`, () => assert.equal(parse(`?incident=${id}`).incident, null));
}

test("the API is asked with all filters and the box, never with the page's own parameters", () => {
  const { filters } = parse(`?type=battles&lon=1&lat=15&zoom=8&incident=${UUID}`);
  assert.equal(filterQuery(filters, [0, 14, 3, 17]).toString(), "type=battles&bbox=0%2C14%2C3%2C17");
});

test("no filter is named twice and the box is not among them", () => {
  assert.equal(new Set(FILTERS).size, FILTERS.length);
  assert.equal(FILTERS.includes("bbox"), false);
});
