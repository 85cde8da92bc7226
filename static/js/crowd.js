// Incidents at one point: fanned out when they are few enough, else the list has them.

import { address } from "./page.js";
import { latest } from "./requests.js";
import { regionOf } from "./row.js";
import { MOST_FANNED } from "./spiral.js";

const ROUNDING = 2e-5; // degrees; the map's boxes are rounded to 5 places

export class Crowd {
  /** `onOpen(id)` when a member is chosen. */
  constructor(incidentMap, { onOpen }) {
    Object.assign(this, { incidentMap, onOpen });
  }

  /** Escape folds a fan; true when there was one. */
  fold() {
    if (!this.fan?.isOpen) return false;
    this.fan.fold();
    return true;
  }

  /** Whether so many can be fanned out. */
  fits(count) {
    return count <= MOST_FANNED;
  }

  /** Fans out the members of a cluster's feature, asked for with the selection's own filters. */
  async open({ geometry, properties: { bbox } }, query) {
    const [west, south, east, north] = bbox;
    query.set("bbox", [west - ROUNDING, south - ROUNDING, east + ROUNDING, north + ROUNDING].map((side) => side.toFixed(5)).join(","));
    query.set("limit", String(MOST_FANNED));
    const [{ Fan, featureOf }, answer] = await Promise.all([import("./fan.js"), latest("fan", address("incidents", { query }))]);
    if (!answer) return;
    this.fan ??= new Fan(this.incidentMap.map, this.incidentMap.renderer, { onOpen: this.onOpen });
    this.incidentMap.closeTips();
    this.fan.open(geometry.coordinates, answer.results.map((row) => featureOf(row, regionOf(row))));
  }
}
