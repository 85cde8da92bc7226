// The translated sentences of the page. Django writes them into <template id="texts">.

const texts = new Map();
const formats = new Map(); // making an Intl format takes a hundred times longer than using it
let language = "en";

/** Takes sentences {key: text}; node tests call it with the template's own sentences. */
export function learn(sentences, locale) {
  for (const [key, text] of Object.entries(sentences)) texts.set(key, text.trim());
  // Plain "en" would write dates the American way, month first.
  language = locale === "en" ? "en-GB" : locale;
  formats.clear();
}

/** Reads the sentences of the document; call once, before anything is said. */
export function learnFromDocument() {
  const sentences = {};
  const { content } = document.getElementById("texts");
  for (const item of content.querySelectorAll("[data-text]")) sentences[item.dataset.text] = item.textContent;
  learn(sentences, document.documentElement.lang || "en");
}

/** The sentence `key` with {names} filled in. A missing key is our mistake, so it throws. */
export function say(key, values = {}) {
  const text = texts.get(key);
  if (text === undefined) throw new Error(`No text "${key}"`);
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** Like `say`, choosing `key_one` or `key_other` by the language's rule for `n`; {n} is the number. */
export function sayCount(key, n, values = {}) {
  const form = format("plural", Intl.PluralRules).select(n) === "one" ? "one" : "other";
  return say(`${key}_${form}`, { n: number(n), ...values });
}

/** A number in the reader's language. */
export function number(n) {
  return format("number", Intl.NumberFormat).format(n);
}

/** Kilometres in the reader's language: "0.85", "12.4", "1,240". */
export function kilometres(km) {
  const near = format("near", Intl.NumberFormat, { maximumSignificantDigits: 3 });
  const far = format("far", Intl.NumberFormat, { maximumFractionDigits: 0 });
  return (km < 100 ? near : far).format(km);
}

function format(name, Kind, options = {}) {
  if (!formats.has(name)) formats.set(name, new Kind(language, options));
  return formats.get(name);
}

/** The reader's language, a BCP 47 tag. */
export function locale() {
  return language;
}
