// The small map of an incident's own page: the same basemap, one mark, no filters.

import { addBasemap } from "./basemap.js";
import { mark } from "./marks.js";
import { corners, latLng } from "./order.js";
import { address } from "./page.js";
import { latest } from "./requests.js";

const { L } = globalThis;
const element = document.getElementById("incident-map");
const { longitude, latitude, radius, precision, type, verification, killed, road } =
  document.querySelector("article.incident").dataset;

if (element && longitude && latitude) {
  const at = [Number(longitude), Number(latitude)];
  const map = L.map(element, { center: latLng(at), zoom: 8, maxZoom: 15, minZoom: 4, scrollWheelZoom: false });
  map.attributionControl.setPrefix("Leaflet").addAttribution(element.dataset.credit);
  L.control.scale({ imperial: false }).addTo(map);
  const feature = {
    geometry: { coordinates: at },
    properties: {
      kind: "incident",
      event_type: type,
      verification,
      geo_precision: precision,
      radius_m: Number(radius) || 0,
      killed_best: killed ? Number(killed) : null,
      road: precision === "road" && road ? JSON.parse(road) : null,
    },
  };
  mark(feature, L.canvas({ padding: 0.4 })).addTo(map);
  // The whole area stays in view when only the area is known.
  const degrees = (Number(radius) || 0) / 111_000;
  if (precision !== "settlement" && degrees > 0.1) {
    map.fitBounds(corners([at[0] - degrees, at[1] - degrees, at[0] + degrees, at[1] + degrees]));
  }
  const basemap = await latest("basemap", address("basemap"));
  if (basemap) addBasemap(map, basemap);
}
