// The line over the map: how many, how many killed, what is not seen, how fresh.

import { number, say, sayCount } from "./texts.js";
import { day, toll } from "./words.js";

/** The parts of the line for one answer of /map. */
export function countParts({ in_frame: inFrame, total, killed, unplaced, latest }) {
  const parts = [say("count_in_view", { shown: sayCount("incidents", inFrame), total: number(total) })];
  const stated = inFrame - killed.unstated;
  if (inFrame > 0) parts.push(stated > 0 ? toll(killed) : say("toll_unstated"));
  if (stated > 0 && killed.unstated > 0) parts.push(sayCount("unstated_for", killed.unstated));
  if (unplaced > 0) parts.push(sayCount("unplaced", unplaced));
  if (latest) parts.push(say("data_of", { day: day(latest.slice(0, 10)) }));
  return parts;
}

/** Writes the parts into `element`, one span each. */
export function showCounts(element, answer) {
  element.replaceChildren(
    ...countParts(answer).map((text) => {
      const part = document.createElement("span");
      part.textContent = text;
      return part;
    }),
  );
}
