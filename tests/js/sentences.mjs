// The page's own English sentences, read from the template, so that the tests speak as the page does.

import { readFileSync } from "node:fs";
import { learn } from "../../static/js/texts.js";

const template = readFileSync(new URL("../../templates/_texts.html", import.meta.url), "utf8");

export const SENTENCES = Object.fromEntries(
  Array.from(template.matchAll(/data-text="(\w+)">\{% translate "([^"]*)"/g), ([, key, text]) => [key, text]),
);

export function speakEnglish() {
  learn(SENTENCES, "en");
}
