// The map: shows the answer of /map, tells the selection where it looks, opens what is clicked.

import { addBasemap } from "./basemap.js";
import { onColourChange } from "./colours.js";
import { addCredit } from "./credit.js";
import { byArea, mark, selectionRing } from "./marks.js";
import { box, corners, latLng, lonLat } from "./order.js";
import { tipFor } from "./tip.js";

const { L } = globalThis;
const ONE_PLACE_ZOOM = 12;
const CALM = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

export class IncidentMap {
  /**
   * `onMove({lon, lat, zoom}, box)` after each move; `onOpen(id)` when an incident is clicked;
   * `onOnePlace(feature)` when a cluster is clicked that no zoom takes apart.
   */
  constructor(element, { page, frame, frameBox, onMove, onOpen, onOnePlace }) {
    // While a tool picks points, a click opens nothing; while regions are coloured, no symbols are drawn.
    this.picking = false;
    this.withMarks = true;
    this.map = L.map(element, {
      center: latLng(frame ? [frame.lon, frame.lat] : page.centre),
      zoom: frame?.zoom ?? page.zoom,
      minZoom: page.minZoom,
      maxZoom: page.maxZoom,
      zoomAnimation: !CALM,
      fadeAnimation: !CALM,
      inertia: !CALM,
      zoomControl: false,
      maxBounds: corners([-180, -75, 180, 80]),
    });
    addCredit(this.map, element.dataset.credit);
    L.control.zoom({ position: "topright", zoomInTitle: element.dataset.zoomIn, zoomOutTitle: element.dataset.zoomOut }).addTo(this.map);
    L.control.scale({ imperial: false }).addTo(this.map);
    if (page.tiles) L.tileLayer(page.tiles.url, { attribution: page.tiles.attribution }).addTo(this.map);
    // Wider than the view, so that a short pan shows no empty edge.
    this.renderer = L.canvas({ padding: 0.4 });
    this.marks = L.featureGroup().addTo(this.map);
    Object.assign(this, { onOpen, onOnePlace });
    this.marks.on("click", (event) => this.clicked(event.layer.feature ?? event.propagatedFrom?.feature));
    if (frameBox && !frame) this.map.fitBounds(corners(frameBox));
    this.map.on("moveend", () => onMove(this.frame(), box(this.map.getBounds())));
    new ResizeObserver(() => this.map.invalidateSize({ debounceMoveend: true })).observe(element);
    onColourChange(() => this.show(this.features ?? []));
  }

  /** {lon, lat, zoom} of the centre, degrees. */
  frame() {
    const [lon, lat] = lonLat(this.map.getCenter());
    return { lon: Number(lon.toFixed(4)), lat: Number(lat.toFixed(4)), zoom: this.map.getZoom() };
  }

  box() {
    return box(this.map.getBounds());
  }

  background(collection, options) {
    addBasemap(this.map, collection, options);
  }

  /** Draws the features of the map's answer in place of the ones before. */
  show(features) {
    this.features = features;
    this.marks.clearLayers();
    if (!this.withMarks) return;
    for (const feature of [...features].sort(byArea)) {
      const layer = mark(feature, this.renderer).addTo(this.marks);
      layer.bindTooltip(() => tipFor(feature), { sticky: true, className: "tip", opacity: 1 });
    }
    this.ring?.bringToFront();
  }

  /** Rings a point [lon, lat], or nothing; `metres` is the radius of an area. */
  select(at, metres = 0) {
    this.ring?.remove();
    this.ring = at ? selectionRing(at, { metres, renderer: this.renderer }).addTo(this.map) : null;
  }

  closeTips() {
    this.marks.eachLayer((layer) => layer.closeTooltip());
  }

  /** Draws symbols, or leaves the map to others. */
  drawMarks(wanted) {
    if (wanted === this.withMarks) return;
    this.withMarks = wanted;
    this.map.getContainer().classList.toggle("has-regions", !wanted);
    this.show(this.features ?? []);
  }

  /** Shows a box [west, south, east, north] whole. */
  goToBox(box) {
    this.map.fitBounds(corners(box), { animate: !CALM });
  }

  goTo([lon, lat], zoom) {
    this.map.setView(latLng([lon, lat]), Math.max(zoom, this.map.getMinZoom()), { animate: !CALM });
  }

  /** Moves only as far as is needed to have the point in view. */
  reveal(at) {
    if (!this.map.getBounds().pad(-0.05).contains(latLng(at))) this.map.panTo(latLng(at), { animate: !CALM });
  }

  clicked(feature) {
    if (!feature || this.picking) return undefined;
    const { kind, bbox } = feature.properties;
    if (kind === "incident") return this.onOpen(feature.id);
    const zoom = this.map.getZoom();
    const isWide = bbox[0] < bbox[2] || bbox[1] < bbox[3];
    if (isWide && zoom < this.map.getMaxZoom()) {
      return this.map.fitBounds(corners(bbox), { padding: [40, 40], maxZoom: zoom + 3 });
    }
    if (zoom < ONE_PLACE_ZOOM) this.goTo(feature.geometry.coordinates, ONE_PLACE_ZOOM);
    return this.onOnePlace(feature);
  }
}
