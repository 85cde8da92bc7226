// One row of the list, made from the template of the page.

import { address, label, unitName } from "./page.js";
import { isSolid, LETTERS } from "./symbol.js";
import { tollOf, when, where, who } from "./words.js";

/** The list item of a flat row. */
export function rowElement(incident) {
  const row = document.getElementById("row").content.firstElementChild.cloneNode(true);
  const link = row.querySelector("a");
  link.href = address("page", { id: incident.id });
  link.dataset.incident = incident.id;
  const symbol = row.querySelector("[data-symbol]");
  symbol.classList.add(`type-${incident.event_type.replaceAll("_", "-")}`);
  symbol.classList.toggle("is-solid", isSolid(incident.verification));
  symbol.textContent = LETTERS[incident.event_type] ?? "?";
  for (const [name, text] of Object.entries(wordsOf(incident))) row.querySelector(`[data-${name}]`).textContent = text;
  row.querySelector("[data-sample]").hidden = !incident.synthetic;
  return row;
}

/** The name of the region around an incident, or of its country, where the page knows one. */
export function regionOf(incident) {
  return unitName("region", incident.admin1) ?? unitName("country", incident.country);
}

function wordsOf(incident) {
  return {
    where: where({ ...incident, region: regionOf(incident) }),
    when: when(incident),
    what: label("sub_event_type", incident.sub_event_type) || label("event_type", incident.event_type),
    toll: tollOf(incident),
    who: who(incident),
    verification: label("verification", incident.verification),
  };
}
