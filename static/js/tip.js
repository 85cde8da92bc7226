// The few lines shown while the pointer rests on a mark.

import { label } from "./page.js";
import { number, say, sayCount } from "./texts.js";
import { toll, tollOf, when, where } from "./words.js";

/** An element; data enter as text only. */
export function tipFor({ properties }) {
  const tip = document.createElement("div");
  const lines = properties.kind === "cluster" ? clusterLines(properties) : incidentLines(properties);
  for (const [index, line] of lines.entries()) {
    const element = document.createElement(index === 0 ? "strong" : "span");
    element.textContent = line;
    tip.append(element);
  }
  return tip;
}

function clusterLines({ count, killed, killed_unstated: unstated, unverified, types }) {
  const lines = [sayCount("incidents", count)];
  if (unstated < count) lines.push(toll({ low: killed, best: killed, high: killed }));
  if (unstated > 0) lines.push(sayCount("unstated_for", unstated));
  if (unverified > 0) lines.push(sayCount("unverified", unverified));
  for (const [type, n] of Object.entries(types)) lines.push(say("labelled", { name: label("event_type", type), text: number(n) }));
  return lines;
}

function incidentLines(properties) {
  const unplaced = properties.place || properties.region ? null : label("geo_precision", properties.geo_precision);
  const lines = [unplaced ?? where(properties), when(properties), label("event_type", properties.event_type), tollOf(properties)];
  lines.push(label("verification", properties.verification));
  return lines;
}
