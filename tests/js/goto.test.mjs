import assert from "node:assert/strict";
import test from "node:test";

globalThis.window = new EventTarget();
globalThis.document = { getElementById: () => ({ dataset: { page: "{}" } }), querySelectorAll: () => [] };
const { plain, regionsNamed } = await import("../../static/js/goto.js");

const feature = (kind, name) => ({ properties: { kind, name } });
const FEATURES = [feature("country", "Mali"), feature("region", "Tillabéri"), feature("region", "Boucle du Mouhoun"), feature("town", "Tillabéri"), feature("region", "Ménaka")];

const WORDS = [
  ["tillaberi", ["Tillabéri"]],
  ["TILLABÉRI", ["Tillabéri"]],
  ["mouh", ["Boucle du Mouhoun"]],
  ["m", ["Mali", "Boucle du Mouhoun", "Ménaka"]],
  ["ali", []],
  ["  ", []],
];
for (const [text, names] of WORDS) {
  test(`"${text}" finds ${names.join(", ") || "no region"}`, () => {
    assert.deepEqual(regionsNamed(text, FEATURES).map(({ properties }) => properties.name), names);
  });
}

test("accents, case and dashes do not matter", () => assert.equal(plain("Gorom-Gôrom "), "gorom gorom"));
