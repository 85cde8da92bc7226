// The map of an actor's or a region's page: its clusters, and a way to each incident.

import { byArea, mark } from "./marks.js";
import { box, corners } from "./order.js";
import { address, page } from "./page.js";
import { latest } from "./requests.js";
import { smallMap, underlay } from "./smallmap.js";
import { learnFromDocument } from "./texts.js";
import { tipFor } from "./tip.js";

const { L } = globalThis;
const FIRST_ZOOM = 5;
const CALM = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

learnFromDocument();
const map = smallMap(document.getElementById("small-map"), { centre: page.centre, zoom: FIRST_ZOOM });
const renderer = L.canvas({ padding: 0.4 });
const marks = L.featureGroup().addTo(map);
marks.on("click", (event) => open(event.layer.feature ?? event.propagatedFrom?.feature));
underlay(map);

const whole = await clusters({ zoom: FIRST_ZOOM });
if (whole?.features.length) {
  map.fitBounds(corners(around(whole.features)), { padding: [30, 30], maxZoom: 9, animate: false });
}
map.on("moveend", show);
await show();

async function show() {
  const answer = await clusters({ zoom: map.getZoom(), bbox: box(map.getBounds()).join(",") });
  if (!answer) return;
  marks.clearLayers();
  for (const feature of answer.features.sort(byArea)) {
    mark(feature, renderer).addTo(marks).bindTooltip(() => tipFor(feature), { sticky: true, className: "tip", opacity: 1 });
  }
}

function clusters(frame) {
  return latest("map", address("map", { query: new URLSearchParams({ ...page.selection, ...frame }) }));
}

// [west, south, east, north] of all features.
function around(features) {
  const boxes = features.map(({ geometry: { coordinates }, properties }) => properties.bbox ?? [...coordinates, ...coordinates]);
  const side = (index, choose) => choose(...boxes.map((one) => one[index]));
  return [side(0, Math.min), side(1, Math.min), side(2, Math.max), side(3, Math.max)];
}

function open(feature) {
  if (!feature) return;
  const { kind, bbox } = feature.properties;
  if (kind === "incident") window.location.assign(address("page", { id: feature.id }));
  else map.fitBounds(corners(bbox), { padding: [30, 30], maxZoom: map.getZoom() + 3, animate: !CALM });
}
