// "Go to": a place by any of its names, a region, or typed coordinates.

import { decimal, typed } from "./coordinates.js";
import { boxAround } from "./geometry.js";
import { address, unitName } from "./page.js";
import { suggest } from "./suggest.js";
import { say } from "./texts.js";

const PLACE_ZOOM = 11;
const MOST_REGIONS = 3;

/** Letters without accents and case, for comparing names. */
export function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\d]+/gu, " ").trim();
}

/** The regions and countries of the basemap whose name, or a word of it, begins with the text. */
export function regionsNamed(text, features) {
  const words = plain(text);
  const fits = ({ name }) => plain(name).startsWith(words) || plain(name).includes(` ${words}`);
  return words ? features.filter(({ properties }) => ["region", "country"].includes(properties.kind) && fits(properties)).slice(0, MOST_REGIONS) : [];
}

/** Makes the field find; `onPlace([lon, lat], zoom)` and `onBox([w, s, e, n])` go there. `features()` are the basemap's. */
export function goTo(input, { onPlace, onBox, features }) {
  suggest(input, {
    source: (text) => address("places", { query: new URLSearchParams({ q: text }) }),
    local: (text) => [...pointsTyped(text), ...regionsNamed(text, features()).map(asRegion)],
    item: (result) => result.item ?? asItem(result),
    onChoose: ({ text }, { box, at, longitude, latitude }) => {
      input.value = text;
      if (box) onBox(box);
      else onPlace(at ?? [longitude, latitude], PLACE_ZOOM);
    },
  });
}

function pointsTyped(text) {
  const at = typed(text);
  return at ? [{ at, item: { value: text, text: decimal(at), note: say("coordinates") } }] : [];
}

function asRegion({ geometry, properties: { kind, code, name } }) {
  return { box: boxAround(geometry), item: { value: code, text: unitName(kind, code) ?? name, note: say(kind === "country" ? "a_country" : "a_region") } };
}

function asItem({ name, admin2, admin1, country }) {
  return { value: name, text: name, note: [admin2, admin1, country].filter(Boolean).join(", ") };
}
