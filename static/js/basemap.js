// Our own background: countries, regions, rivers, lakes and town names, from one cacheable answer.

import { colour, onColourChange } from "./colours.js";
import { drawTown, townSize } from "./drawing.js";
import { firstZoom, fitting } from "./labelling.js";
import { latLng } from "./order.js";

const { L } = globalThis;

const TownMark = L.CircleMarker.extend({
  _updatePath() {
    if (!this._renderer._drawing || this._empty()) return;
    drawTown(this._renderer._ctx, this._point, this.options.town);
  },
});

/** Adds the basemap of a GeoJSON FeatureCollection below everything else of the map; `named` with its towns. */
export function addBasemap(map, collection, { named = true } = {}) {
  const renderer = L.canvas({ pane: pane(map, "basemap"), padding: 0.3 });
  const shapes = L.geoJSON(
    { ...collection, features: collection.features.filter((feature) => feature.properties.kind !== "town") },
    { renderer, interactive: false, style },
  ).addTo(map);
  onColourChange(() => shapes.setStyle(style));
  if (named) addNames(map, collection);
}

function addNames(map, collection) {
  const renderer = L.canvas({ pane: pane(map, "names"), padding: 0.3 });
  const towns = collection.features.filter((feature) => feature.properties.kind === "town");
  towns.sort((one, other) => one.properties.rank - other.properties.rank);
  const names = L.layerGroup().addTo(map);
  const write = () => writeNames(map, names, towns, renderer);
  map.on("zoomend", write);
  onColourChange(write);
  write();
}

// A pane below Leaflet's overlays that never takes the pointer.
function pane(map, name) {
  const element = map.getPane(name) ?? map.createPane(name);
  element.classList.add(`${name}-pane`);
  return name;
}

function style({ properties: { kind } }) {
  const plain = { fill: false, lineCap: "round", lineJoin: "round" };
  switch (kind) {
    case "country":
      return { ...plain, fill: true, fillColor: colour("land"), fillOpacity: 1, color: colour("border"), weight: 1.6 };
    case "region":
      return { ...plain, color: colour("region"), weight: 1, dashArray: "1 3" };
    case "river":
      return { ...plain, color: colour("water"), weight: 2.2 };
    case "lake":
      return { ...plain, fill: true, fillColor: colour("water"), fillOpacity: 1, color: colour("water"), weight: 1 };
    default:
      return { ...plain, stroke: false };
  }
}

function writeNames(map, group, towns, renderer) {
  group.clearLayers();
  const zoom = map.getZoom();
  const boxes = towns.filter(({ properties }) => zoom >= firstZoom(properties.rank)).map((town) => nameBox(map, town));
  for (const { town } of fitting(boxes)) {
    const options = { renderer, interactive: false, radius: 90, town: town.properties };
    new TownMark(latLng(town.geometry.coordinates), options).addTo(group);
  }
}

// Where the name goes at this zoom, in pixels of the whole world; widths are close enough without measuring.
function nameBox(map, town) {
  const { x, y } = map.project(latLng(town.geometry.coordinates));
  const size = townSize(town.properties.rank);
  return { town, left: x - 4, right: x + 10 + town.properties.name.length * size * 0.56, top: y - size, bottom: y + size };
}
