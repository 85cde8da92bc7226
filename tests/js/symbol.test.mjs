import assert from "node:assert/strict";
import test from "node:test";
import { firstZoom, fitting } from "../../static/js/labelling.js";
import { box, corners, latLng, lonLat } from "../../static/js/order.js";
import { clusterRadius, isExact, isSolid, LETTERS, radius, ringParts, shortCount, TYPES } from "../../static/js/symbol.js";

test("more killed is never drawn smaller, and nothing is drawn without bounds", () => {
  const sizes = [null, 0, 1, 5, 22, 100, 5000].map(radius);
  assert.deepEqual(sizes, [...sizes].sort((one, other) => one - other));
  assert.equal(radius(null), radius(0));
  assert.equal(radius(1e9), 26);
});

test("clusters grow with their number up to a limit", () => {
  assert.equal(clusterRadius(2) < clusterRadius(200), true);
  assert.equal(clusterRadius(1e9), 34);
});

for (const [verification, solid] of [["unverified", false], ["corroborated", true], ["confirmed", true], ["disputed", false], ["refuted", false]]) {
  test(`${verification} is ${solid ? "solid" : "hollow"}`, () => assert.equal(isSolid(verification), solid));
}

for (const precision of ["near", "road", "admin2", "admin1", "country", "unknown", undefined]) {
  test(`a point of precision ${precision} is never drawn as a pin`, () => assert.equal(isExact(precision), false));
}

test("each type has a letter of its own", () => assert.equal(new Set(Object.values(LETTERS)).size, TYPES.length));

test("the parts of a ring follow each other and close the circle", () => {
  const parts = ringParts({ battles: 3, riots: 1, protests: 0 });
  assert.deepEqual(parts.map(({ type }) => type), ["battles", "riots"]);
  assert.equal(parts[0].start, -Math.PI / 2);
  assert.equal(parts[0].end, parts[1].start);
  assert.equal(Math.abs(parts[1].end - 1.5 * Math.PI) < 1e-9, true);
});

for (const [count, text] of [[7, "7"], [999, "999"], [1234, "1.2k"], [45678, "46k"], [1_500_000, "1.5M"]]) {
  test(`${count} incidents are written "${text}" in a cluster`, () => assert.equal(shortCount(count), text));
}

test("coordinates swap in one place and come back", () => {
  assert.deepEqual(latLng([1.3, 15.4]), [15.4, 1.3]);
  assert.deepEqual(lonLat({ lat: 15.4, lng: 1.3 }), [1.3, 15.4]);
  assert.deepEqual(corners([0, 14, 3, 17]), [[14, 0], [17, 3]]);
});

test("a frame wider than the globe asks for the globe, any other is rounded outwards", () => {
  const bounds = (west, south, east, north) => ({ getWest: () => west, getSouth: () => south, getEast: () => east, getNorth: () => north });
  assert.deepEqual(box(bounds(-250, -95, 250, 95)), [-180, -90, 180, 90]);
  assert.deepEqual(box(bounds(0.00001, 14.00001, 2.99999, 16.99999)), [0, 14, 3, 17]);
});

test("names that would cover each other give way to the more important", () => {
  const at = (left, name) => ({ left, right: left + 10, top: 0, bottom: 10, name });
  assert.deepEqual(fitting([at(0, "Gao"), at(5, "Wabaria"), at(10, "Ansongo")]).map(({ name }) => name), ["Gao", "Ansongo"]);
});

test("big towns are named first", () => assert.deepEqual([1, 2, 3].map(firstZoom), [5, 7, 9]));
