// Leaflet layers of incidents and clusters, drawn on one canvas.

import { colour, typeColours } from "./colours.js";
import { drawArea, drawCluster, drawPoint } from "./drawing.js";
import { latLng } from "./order.js";
import { clusterRadius, isExact, isSolid, radius } from "./symbol.js";

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

/** The layer of one feature of the map's answer; `layer.feature` is the feature. */
export function mark(feature, renderer) {
  const { properties, geometry } = feature;
  const layer =
    properties.kind === "cluster" ? clusterMark(geometry, properties, renderer) : incidentMark(geometry, properties, renderer);
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

function incidentMark(geometry, properties, renderer) {
  const solid = isSolid(properties.verification);
  if (properties.road) {
    const { hue } = typeColours(properties.event_type);
    const style = { renderer, color: hue, weight: 5, opacity: solid ? 0.9 : 0.55, dashArray: solid ? null : "2 9" };
    return L.polyline(properties.road.map(latLng), style);
  }
  const exact = isExact(properties.geo_precision);
  return new IncidentMark(latLng(geometry.coordinates), {
    renderer,
    radius: exact ? 0 : (properties.radius_m ?? 0),
    severity: radius(properties.killed_best ?? properties.killed_low),
    type: properties.event_type,
    solid,
    exact,
  });
}

function clusterMark(geometry, properties, renderer) {
  return new ClusterMark(latLng(geometry.coordinates), {
    renderer,
    radius: clusterRadius(properties.count),
    cluster: properties,
  });
}

function span({ properties }) {
  return properties.kind === "cluster" || isExact(properties.geo_precision) ? 0 : (properties.radius_m ?? 0);
}
