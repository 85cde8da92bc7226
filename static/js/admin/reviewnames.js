// Places, regions and actors in the editors: their names are offered while one types, and the key of what is
// chosen stands beside the name.

import { suggest } from "../suggest.js";

/** `onPlace(input, result)` is told of a chosen result of the API with its point. */
export function offerNames(form, { onPlace }) {
  for (const input of form.querySelectorAll("input[data-suggest]")) {
    const key = form.elements[`${input.name}_key`];
    // Another name is another thing until it is chosen.
    input.addEventListener("input", () => (key.value = ""));
    suggest(input, {
      source: (text) => `${input.dataset.suggest}?q=${encodeURIComponent(text)}`,
      item: (result) => ({ value: keyOf(result), text: result.name, note: noteOf(result) }),
      onChoose: ({ value, text }, result) => {
        input.value = text;
        key.value = value;
        if (input.name === "place") forget(form, ["longitude", "latitude", "radius_m", "geo_precision"]);
        onPlace(input, result);
      },
    });
  }
}

// A point, radius or precision of the place before does not belong to this one.
function forget(form, names) {
  for (const name of names) form.elements[name].value = "";
}

const keyOf = (result) => result.key ?? result.slug ?? result.pcode;

function noteOf(result) {
  if (result.slug) return result.active_to ? `${result.active_from ?? ""}–${result.active_to}` : "";
  return [result.feature, result.admin2 ?? result.admin1 ?? result.parent, result.country].filter(Boolean).join(" · ");
}
