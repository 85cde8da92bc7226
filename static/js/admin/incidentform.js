// The page of one incident at the desk: sub-event types follow the event type, evidence and fields point at
// each other, and the map under the coordinates takes a click as the point.
import { linkEvidence } from "./evidence.js";
import { addPointMap } from "./pointmap.js";
import { narrowSubTypes } from "./subtypes.js";

function start() {
  narrowSubTypes(document);
  linkEvidence(document);
  addPointMap(document);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
