// Points picked on the map, one by one: by clicks, or the map's centre by keyboard. Draws what was picked so far.

import { colour } from "./colours.js";
import { distance } from "./geometry.js";
import { latLng, lonLat } from "./order.js";

const { L } = globalThis;
const SAME = 4; // pixels; the second click of a double click picks nothing new

export class Picking {
  /**
   * `shape` is "line", "polygon" or "circle"; at most `most` points. `onChange(points, pointer)` after each step,
   * `onDone(points)` when the reader finishes, `onCancel()` when the reader gives up. Points are [lon, lat].
   */
  constructor(map, { shape, most, onChange, onDone, onCancel }) {
    Object.assign(this, { map, shape, most, onChange, onDone, onCancel, points: [], pointer: null });
    this.group = L.layerGroup().addTo(map);
    this.listeners = new AbortController();
    this.events = { click: (event) => this.add(lonLat(event.latlng)), mousemove: (event) => this.hover(lonLat(event.latlng)), dblclick: () => this.finish() };
    map.on(this.events);
    map.doubleClickZoom.disable();
    map.getContainer().classList.add("is-picking");
    map.getContainer().addEventListener("keydown", (event) => this.key(event), { signal: this.listeners.signal, capture: true });
  }

  /** Picks a point; a circle is done with its second. */
  add(point) {
    const last = this.points.at(-1);
    if (this.points.length >= this.most || (last && this.pixels(last, point) < SAME)) return;
    this.points.push(point);
    this.draw();
    if (this.shape === "circle" && this.points.length === 2) this.finish();
  }

  addCentre() {
    this.add(lonLat(this.map.getCenter()));
  }

  undo() {
    this.points.pop();
    this.draw();
  }

  finish() {
    this.onDone([...this.points]);
  }

  /** Takes everything off the map again. */
  end() {
    this.listeners.abort();
    this.map.off(this.events);
    this.map.doubleClickZoom.enable();
    this.map.getContainer().classList.remove("is-picking");
    this.group.remove();
  }

  hover(point) {
    this.pointer = point;
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.draw());
  }

  key(event) {
    const acts = { Enter: () => this.addCentre(), Backspace: () => this.undo(), Escape: () => this.onCancel() };
    if (!(event.key in acts)) return;
    event.preventDefault();
    event.stopPropagation();
    acts[event.key]();
  }

  draw() {
    const ahead = this.pointer && this.points.length && this.points.length < this.most ? [this.pointer] : [];
    const style = { color: colour("accent"), weight: 3, interactive: false, fillOpacity: 0.12 };
    this.group.clearLayers();
    this.outline([...this.points, ...ahead], style)?.addTo(this.group);
    const corner = { ...style, radius: 5, fillColor: colour("panel"), fillOpacity: 1 };
    for (const point of this.points) L.circleMarker(latLng(point), corner).addTo(this.group);
    this.onChange([...this.points], this.pointer);
  }

  outline(points, style) {
    if (points.length < 2) return null;
    if (this.shape === "circle") return L.circle(latLng(points[0]), { ...style, radius: distance(points[0], points[1]) * 1000 });
    const made = this.shape === "polygon" ? L.polygon : L.polyline;
    return made(points.map(latLng), { ...style, fill: this.shape === "polygon" });
  }

  pixels(one, other) {
    const [from, to] = [one, other].map((point) => this.map.latLngToContainerPoint(latLng(point)));
    return from.distanceTo(to);
  }
}
