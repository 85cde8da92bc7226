// Incidents of one point, fanned out so that each can be seen and opened. The legs say where they belong.

import { colour } from "./colours.js";
import { mark } from "./marks.js";
import { latLng, shifted } from "./order.js";
import { fanned } from "./spiral.js";
import { tipFor } from "./tip.js";

const { L } = globalThis;
const LARGEST = 13; // pixels; a larger mark would cover its neighbour

export class Fan {
  constructor(map, renderer, { onOpen }) {
    Object.assign(this, { map, renderer, onOpen, group: null });
    map.on("zoomstart click", () => this.fold());
  }

  get isOpen() {
    return this.group !== null;
  }

  /** Fans the features out around a point [lon, lat]. */
  open(at, features) {
    this.fold();
    this.group = L.featureGroup().addTo(this.map);
    const places = fanned(features.length).map((place) => shifted(this.map, at, place));
    const line = { renderer: this.renderer, color: colour("toll"), weight: 1, interactive: false };
    for (const place of places) L.polyline([latLng(at), place], line).addTo(this.group);
    features.forEach((feature, i) => this.member(feature, places[i]));
    L.circleMarker(latLng(at), { ...line, radius: 3, fillColor: colour("toll"), fillOpacity: 1 }).addTo(this.group);
    this.group.bringToFront();
  }

  fold() {
    this.group?.remove();
    this.group = null;
  }

  member(feature, place) {
    const layer = mark(feature, this.renderer, { largest: LARGEST, place }).addTo(this.group);
    layer.bindTooltip(() => tipFor(feature), { sticky: true, className: "tip", opacity: 1 });
    // A click on a member is not a click elsewhere.
    layer.options.bubblingMouseEvents = false;
    layer.on("click", () => this.onOpen(feature.id));
  }
}

/** The map feature of a flat row: {id, geometry, properties}. */
export function featureOf(row, region) {
  return {
    id: row.id,
    geometry: { type: "Point", coordinates: [row.longitude, row.latitude] },
    properties: { ...row, kind: "incident", region, radius_m: 0, road: null },
  };
}
