// The areas and circles that filter, drawn on the map.

import { colour, onColourChange } from "./colours.js";
import { areaOf, nearOf } from "./geometry.js";
import { latLng } from "./order.js";

const { L } = globalThis;

export class Shapes {
  constructor(map) {
    this.group = L.layerGroup().addTo(map);
    onColourChange(() => this.show(this.filters));
  }

  /** Draws the filters `area` and `near` in place of the ones before. */
  show(filters) {
    this.filters = filters;
    this.group.clearLayers();
    const style = { color: colour("accent"), weight: 2.5, dashArray: "8 5", fillOpacity: 0.04, interactive: false };
    for (const corners of (filters.area ?? []).map(areaOf).filter(Boolean)) L.polygon(corners.map(latLng), style).addTo(this.group);
    for (const { centre, km } of (filters.near ?? []).map(nearOf).filter(Boolean)) {
      L.circle(latLng(centre), { ...style, radius: km * 1000 }).addTo(this.group);
    }
  }
}
