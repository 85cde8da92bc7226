// A Leaflet map (django-leaflet's) under the coordinates: it shows the point, and a click sets it.
// The form and the API speak lon, lat; Leaflet speaks lat, lng: the swap happens in `at` and `onClick` only.

import { firstZoom, fitting } from "../labelling.js";

const L = window.L;
const SAHEL = [16, 1.6]; // lat, lng

export function addPointMap(page) {
  const longitude = page.querySelector("#id_longitude");
  const latitude = page.querySelector("#id_latitude");
  const where = page.querySelector("fieldset.where");
  if (!L || !longitude || !latitude || !where) return;

  const frame = page.createElement("div");
  frame.className = "point-map";
  frame.tabIndex = 0;
  where.append(frame);
  const map = L.map(frame, { preferCanvas: true, minZoom: 3, maxZoom: 17, attributionControl: false }).setView(SAHEL, 6);
  L.control.scale({ imperial: false }).addTo(map);
  drawBasemap(map, longitude.dataset.basemap);

  let mark = null;
  const at = () => {
    const [lon, lat] = [Number.parseFloat(longitude.value), Number.parseFloat(latitude.value)];
    return Number.isFinite(lon) && Number.isFinite(lat) ? L.latLng(lat, lon) : null;
  };
  const show = (centre) => {
    mark?.remove();
    mark = null;
    const point = at();
    if (!point) return;
    mark = L.circleMarker(point, { radius: 7, weight: 2, color: "#b3261e", fillOpacity: 0.4 }).addTo(map);
    if (centre) map.setView(point, Math.max(map.getZoom(), 9));
  };
  const onClick = (event) => {
    longitude.value = event.latlng.wrap().lng.toFixed(5);
    latitude.value = event.latlng.lat.toFixed(5);
    show(false);
  };
  map.on("click", onClick);
  for (const input of [longitude, latitude]) input.addEventListener("change", () => show(true));
  followPlace(page, map, { at, address: longitude.dataset.places });
  show(true);
}

/** Outlines, rivers and towns below everything else; `address` is the basemap of the API. */
export async function drawBasemap(map, address) {
  const answer = await fetch(address);
  if (!answer.ok) return;
  const colours = { country: "#6b7785", region: "#a9b2bd", river: "#6f9fc8", lake: "#6f9fc8" };
  const towns = [];
  L.geoJSON(await answer.json(), {
    interactive: false,
    filter: (feature) => feature.properties.kind !== "town" || feature.properties.rank < 3,
    style: (feature) => ({ color: colours[feature.properties.kind], weight: 1, fill: feature.properties.kind === "lake" }),
    pointToLayer: (feature, latlng) => {
      const mark = L.circleMarker(latlng, { radius: 2, color: "#6b7785", interactive: false });
      towns.push({ mark, name: feature.properties.name, rank: feature.properties.rank });
      return mark;
    },
  }).addTo(map);
  towns.sort((one, other) => one.rank - other.rank);
  const write = () => writeNames(map, towns);
  map.on("zoomend", write);
  write();
}

// The names that fit beside each other at this zoom, in pixels of the whole world; widths are close enough unmeasured.
function writeNames(map, towns) {
  const seen = towns.filter(({ rank }) => map.getZoom() >= firstZoom(rank));
  const boxes = seen.map((town) => {
    const { x, y } = map.project(town.mark.getLatLng());
    return { town, left: x - 4, right: x + 30 + 8 * town.name.length, top: y - 15, bottom: y + 15 };
  });
  for (const { mark } of towns) mark.unbindTooltip();
  for (const { town } of fitting(boxes)) town.mark.bindTooltip(textNode(town.name), { permanent: true, direction: "right" });
}

function textNode(text) {
  const element = document.createElement("span");
  element.textContent = text;
  return element;
}

// Choosing a place in the autocomplete moves the map there; the place itself gives the point when none is set.
function followPlace(page, map, { at, address }) {
  const select = page.querySelector("#id_place");
  if (!select || !window.django?.jQuery) return;
  let disc = null;
  const move = async () => {
    disc?.remove();
    disc = null;
    const name = select.selectedOptions[0]?.textContent?.trim();
    if (!name) return;
    const answer = await fetch(`${address}?q=${encodeURIComponent(name)}`);
    if (!answer.ok) return;
    const [place] = (await answer.json()).results;
    if (place?.latitude == null) return;
    const centre = [place.latitude, place.longitude];
    disc = L.circle(centre, { radius: place.radius_m, weight: 2, color: "#2b6cb0", fillOpacity: 0.12 }).addTo(map);
    if (!at()) map.setView(centre, 9);
  };
  window.django.jQuery(select).on("change", move);
  move();
}
