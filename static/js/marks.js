// Leaflet layers of incidents and clusters, drawn on one canvas.

import { colour, typeColours } from "./colours.js";
import { drawArea, drawCluster, drawPoint, drawTag } from "./drawing.js";
import { latLng } from "./order.js";
import { clusterRadius, isExact, isSolid, LETTERS, radius } from "./symbol.js";

const { L } = globalThis;

// A circle of true metres that never gets smaller on the screen than its symbol.
const IncidentMark = L.Circle.extend({
  _project() {
    L.Circle.prototype._project.call(this);
    const smallest = this.options.severity;
    this._radius = this.options.exact ? smallest : Math.max(smallest, this._radius);
    this._radiusY = this._radius;
    this._updateBounds();
  },
  _updatePath() {
    if (!this._renderer._drawing || this._empty()) return;
    const { type, solid, exact, severity } = this.options;
    const drawn = { type, solid, weight: Math.min(5, 1 + severity / 6) };
    if (exact) drawPoint(this._renderer._ctx, this._point, this._radius, drawn);
    else drawArea(this._renderer._ctx, this._point, this._radius, drawn);
  },
});

const ClusterMark = L.CircleMarker.extend({
  _updatePath() {
    if (!this._renderer._drawing || this._empty()) return;
    drawCluster(this._renderer._ctx, this._point, this._radius, this.options.cluster);
  },
});

// The line of a road, with the letter of its type on the middle.
const RoadMark = L.Polyline.extend({
  _updatePath() {
    L.Polyline.prototype._updatePath.call(this);
    if (!this._renderer._drawing || !this._parts.length) return;
    const [first, last] = [this._rings[0][0], this._rings[0].at(-1)];
    drawTag(this._renderer._ctx, this.options.letter, first.add(last).divideBy(2), this.options.color);
  },
});

/**
 * The layer of one feature of the map's answer; `layer.feature` is the feature. A mark that is drawn elsewhere
 * than where it belongs is given its `place` (Leaflet's [lat, lng]) and the `largest` radius in pixels.
 */
export function mark(feature, renderer, { largest = Infinity, place = null } = {}) {
  const { properties, geometry } = feature;
  const at = place ?? latLng(geometry.coordinates);
  const layer = properties.kind === "cluster" ? clusterMark(at, properties, renderer) : incidentMark(at, properties, { renderer, largest });
  layer.feature = feature;
  return layer;
}

/** Large areas first, so that the small marks lie on top and are clicked first. */
export function byArea(one, other) {
  return span(other) - span(one);
}

/** The ring around the opened incident; with a radius in metres it rings the whole area. */
export function selectionRing(lonLat, { metres = 0, pixels = 16, renderer }) {
  const style = { renderer, interactive: false, fill: false, color: colour("accent"), weight: 3 };
  return new Ring(latLng(lonLat), { ...style, radius: metres, least: pixels });
}

const Ring = L.Circle.extend({
  _project() {
    L.Circle.prototype._project.call(this);
    this._radius = Math.max(this.options.least, this._radius + 4);
    this._radiusY = this._radius;
    this._updateBounds();
  },
});

function incidentMark(at, properties, { renderer, largest }) {
  const solid = isSolid(properties.verification);
  if (properties.road) {
    const { hue } = typeColours(properties.event_type);
    const style = { renderer, color: hue, weight: 5, opacity: solid ? 0.9 : 0.55, dashArray: solid ? null : "2 9" };
    return new RoadMark(properties.road.map(latLng), { ...style, letter: LETTERS[properties.event_type] ?? "?" });
  }
  const exact = isExact(properties.geo_precision);
  return new IncidentMark(at, {
    renderer,
    radius: exact ? 0 : (properties.radius_m ?? 0),
    severity: Math.min(largest, radius(properties.killed_best ?? properties.killed_low)),
    type: properties.event_type,
    solid,
    exact,
  });
}

function clusterMark(at, properties, renderer) {
  return new ClusterMark(at, {
    renderer,
    radius: clusterRadius(properties.count),
    cluster: properties,
  });
}

function span({ properties }) {
  return properties.kind === "cluster" || isExact(properties.geo_precision) ? 0 : (properties.radius_m ?? 0);
}
