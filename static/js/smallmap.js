// A map that illustrates a page: basemap, scale, credit; the page scrolls past it.

import { addBasemap } from "./basemap.js";
import { addCredit } from "./credit.js";
import { latLng } from "./order.js";
import { address } from "./page.js";
import { latest } from "./requests.js";

const { L } = globalThis;

/** A Leaflet map in `element`, looking at [lon, lat]; names of the zoom buttons come from its data. */
export function smallMap(element, { centre, zoom }) {
  const { credit, zoomIn, zoomOut } = element.dataset;
  const map = L.map(element, { center: latLng(centre), zoom, maxZoom: 15, minZoom: 4, scrollWheelZoom: false, zoomControl: false });
  addCredit(map, credit);
  L.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  return map;
}

/** Draws countries, rivers and towns once they have come. */
export async function underlay(map) {
  const basemap = await latest("basemap", address("basemap"));
  if (basemap) addBasemap(map, basemap);
}
