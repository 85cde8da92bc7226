// The compare page's two maps: each shows its side, both always look at the same place.

import { IncidentMap } from "./incidentmap.js";
import { latLng } from "./order.js";
import { address, page } from "./page.js";
import { latest, Refused } from "./requests.js";
import { learnFromDocument } from "./texts.js";

learnFromDocument();
const elements = [...document.querySelectorAll("[data-map]")];
const sides = [];
let leading = null;
for (const [index, element] of elements.entries()) sides.push(sideOf(element, index));
for (const side of sides) load(side);
latest("basemap", address("basemap")).then((collection) => {
  for (const { map } of sides) if (collection) map.background(collection);
});

function sideOf(element, index) {
  const frameBox = element.dataset.box?.split(",").map(Number);
  const side = { element, channel: `map-${index}`, query: element.dataset.query };
  side.map = new IncidentMap(element, {
    page,
    frameBox,
    onMove: (frame) => moved(side, frame),
    onOpen: (id) => window.location.assign(address("page", { id })),
    onOnePlace: () => {},
  });
  // The page itself scrolls; a map that took the wheel would hold the reader fast.
  side.map.map.scrollWheelZoom.disable();
  return side;
}

// The one that was moved takes the other along; a map that is taken along leads nobody.
function moved(side, { lon, lat, zoom }) {
  load(side);
  if (leading) return;
  leading = side;
  for (const { map } of sides.filter((other) => other !== side)) {
    map.map.setView(latLng([lon, lat]), zoom, { animate: false });
  }
  leading = null;
}

async function load({ element, channel, query, map }) {
  const asked = new URLSearchParams(query);
  asked.set("bbox", map.box().join(","));
  asked.set("zoom", String(map.frame().zoom));
  element.setAttribute("aria-busy", "true");
  const answer = await latest(channel, address("map", { query: asked })).catch(noFeatures);
  if (answer === null) return; // a newer request took its place
  map.show(answer.features);
  element.setAttribute("aria-busy", "false");
}

// The numbers of the page stand without the map; what the server refuses is not asked again.
function noFeatures(error) {
  if (!(error instanceof Refused)) throw error;
  return { features: [] };
}
