// Where the draft's incident lies: the proposed point with its radius, the other places that the words may mean
// (numbered, to be chosen), and lightly what other drafts of the report name.

import { latLng, lonLat } from "../order.js";
import { drawBasemap } from "./pointmap.js";

const { L } = globalThis;
const CHOSEN = { weight: 2, color: "#b3261e", fillOpacity: 0.15, interactive: false };
const NEAR = 400_000; // metres
const OTHER = { radius: 4, weight: 1, color: "#6b7785", fillOpacity: 0.3 };

/** Draws into #review-map and follows the field "place" of `rows`. */
export function addReviewMap(rows) {
  const frame = document.getElementById("review-map");
  const place = rows.row("place");
  if (!L || !frame || !place) return null;
  const map = L.map(frame, { preferCanvas: true, minZoom: 3, maxZoom: 17, attributionControl: false, zoomAnimation: false }).setView([16, 1.6], 6);
  L.control.scale({ imperial: false }).addTo(map);
  drawBasemap(map, frame.dataset.basemap);
  const input = (name) => place.inputs.find((candidate) => candidate.name === name);
  const known = new Map(); // what lies where, by key
  const proposed = read("review-chosen");
  for (const end of proposed.ends) known.set(end.name, end);

  for (const other of read("review-others")) mark(other, OTHER).addTo(map).bindTooltip(text(other.name), { direction: "right" });
  const candidates = place.choices.filter((button) => button.dataset.at).map((button) => {
    const at = JSON.parse(button.dataset.at);
    known.set(at.name, at);
    const number = place.choices.indexOf(button) + 1;
    return L.marker(latLng([at.longitude, at.latitude]), { icon: numbered(number), title: at.name, keyboard: false })
      .on("click", () => rows.take(place, button)).addTo(map);
  });

  const chosen = L.layerGroup().addTo(map);
  // The point of the inputs, else those of the places named in them; an area only when nothing nearer is known.
  const found = () => {
    const [lon, lat] = [Number.parseFloat(input("longitude").value), Number.parseFloat(input("latitude").value)];
    if (Number.isFinite(lon) && Number.isFinite(lat)) return [{ longitude: lon, latitude: lat, radius: Number(input("radius_m").value) || 5000 }];
    const ends = ["place", "second_place"].map((name) => known.get(input(name).value)).filter(Boolean);
    return ends.length || input("place").value ? ends : [proposed.area].filter(Boolean);
  };
  const show = () => {
    chosen.clearLayers();
    if (place.decision === "reject") return;
    const ends = found();
    for (const end of ends) {
      if (end.radius) L.circle(latLng([end.longitude, end.latitude]), { ...CHOSEN, radius: end.radius }).addTo(chosen);
      mark(end, { ...CHOSEN, radius: 5, fillOpacity: 0.9 }).addTo(chosen);
    }
    if (ends.length > 1) L.polyline(ends.map((end) => latLng([end.longitude, end.latitude])), CHOSEN).addTo(chosen);
    look(ends);
  };
  const look = (ends) => {
    const boxes = ends.map((end) => L.latLng(latLng([end.longitude, end.latitude])).toBounds(2 * (end.radius || 20_000)));
    // What may be meant a long way off is chosen by its number: the map stays near what is proposed.
    const near = candidates.map((one) => one.getLatLng()).filter((at) => !ends.length || boxes[0].getCenter().distanceTo(at) < NEAR);
    const bounds = [...boxes, ...near].reduce((all, one) => all.extend(one), L.latLngBounds([]));
    if (bounds.isValid()) map.fitBounds(bounds, { maxZoom: 8, paddingTopLeft: [44, 24], paddingBottomRight: [64, 24] });
  };
  // With the editor open a click is the point.
  map.on("click", (event) => {
    if (!place.isEditing) return;
    const [lon, lat] = lonLat(event.latlng.wrap());
    input("longitude").value = lon.toFixed(5);
    input("latitude").value = lat.toFixed(5);
    show();
  });
  for (const name of ["longitude", "latitude", "radius_m"]) input(name).addEventListener("change", show);
  place.element.addEventListener("row-changed", show);
  place.element.addEventListener("choice-taken", show);
  show();
  return {
    /** A place that was chosen in the editor: `result` is the API's. */
    found(field, result) {
      if (result.longitude == null || !["place", "second_place"].includes(field.name)) return;
      known.set(result.name, { name: result.name, longitude: result.longitude, latitude: result.latitude, radius: result.radius_m });
      show();
    },
  };
}

const read = (id) => JSON.parse(document.getElementById(id).textContent);

const mark = ({ longitude, latitude }, options) => L.circleMarker(latLng([longitude, latitude]), options);

function numbered(number) {
  return L.divIcon({ className: "review-candidate", html: text(String(number)), iconSize: [22, 22], iconAnchor: [26, 11] });
}

function text(words) {
  const element = document.createElement("span");
  element.textContent = words;
  return element;
}
