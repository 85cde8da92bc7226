// The small map of an incident's own page: one mark, no filters.

import { mark } from "./marks.js";
import { corners } from "./order.js";
import { smallMap, underlay } from "./smallmap.js";

const { L } = globalThis;
const element = document.getElementById("incident-map");
const { longitude, latitude, radius, precision, type, verification, killed, road } =
  document.querySelector("article.incident").dataset;

if (element && longitude && latitude) {
  const at = [Number(longitude), Number(latitude)];
  const map = smallMap(element, { centre: at, zoom: 8 });
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
  await underlay(map);
}
