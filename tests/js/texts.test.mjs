import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { SENTENCES } from "./sentences.mjs";

const FOLDER = new URL("../../static/js/", import.meta.url);
const MODULES = readdirSync(FOLDER).filter((name) => name.endsWith(".js"));

function keysSaid(source) {
  const said = Array.from(source.matchAll(/\bsay\("(\w+)"/g), ([, key]) => key);
  const counted = Array.from(source.matchAll(/\bsayCount\("(\w+)"/g), ([, key]) => [`${key}_one`, `${key}_other`]);
  return [...said, ...counted.flat()];
}

for (const name of MODULES) {
  test(`every sentence that ${name} says is in the template`, () => {
    const missing = keysSaid(readFileSync(new URL(name, FOLDER), "utf8")).filter((key) => !(key in SENTENCES));
    assert.deepEqual(missing, []);
  });
}
