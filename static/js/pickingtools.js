// The three tools that pick points: an area and a circle become filters, a line is measured.

import { areaText, distance, faultOf, length, MOST_CORNERS, nearText } from "./geometry.js";
import { Picking } from "./picking.js";
import { kilometres, say, sayCount } from "./texts.js";

const TOOLS = { area: { shape: "polygon", most: MOST_CORNERS }, circle: { shape: "circle", most: 2 }, measure: { shape: "line", most: MOST_CORNERS } };

export class PickingTools {
  /** `panel` is the form of the tools; `onFilter({area | near: [text]})`, `onEnd()` when a tool is put away. */
  constructor(map, panel, { onFilter, onEnd, centre }) {
    Object.assign(this, { map, panel, onFilter, onEnd, centre });
    this.hint = panel.querySelector("[data-tool-hint]");
    this.result = panel.querySelector("[data-tool-result]");
    this.buttons = Object.fromEntries(Array.from(panel.querySelectorAll("[data-tool-do]"), (button) => [button.dataset.toolDo, button]));
    this.buttons.centre.addEventListener("click", () => this.picking.addCentre());
    this.buttons.undo.addEventListener("click", () => this.picking.undo());
    this.buttons.cancel.addEventListener("click", () => this.putAway());
    panel.addEventListener("submit", (event) => (event.preventDefault(), this.submitted()));
    panel.addEventListener("keydown", (event) => event.key === "Escape" && (event.stopPropagation(), this.putAway()));
  }

  /** Takes a tool in hand: "area", "circle" or "measure". */
  take(name) {
    this.picking?.end();
    this.name = name;
    this.panel.hidden = false;
    this.panel.dataset.tool = name;
    this.hint.textContent = say(`tool_${name}`);
    this.panel.elements.km.disabled = name !== "circle";
    const acts = { onChange: (points, pointer) => this.changed(points, pointer), onDone: (points) => this.done(points), onCancel: () => this.putAway() };
    this.picking = new Picking(this.map, { ...TOOLS[name], ...acts });
    this.changed([], null);
  }

  putAway() {
    if (!this.name) return;
    this.picking.end();
    this.picking = null;
    this.name = null;
    this.panel.hidden = true;
    this.onEnd();
  }

  changed(points, pointer) {
    this.buttons.undo.disabled = points.length === 0;
    this.buttons.finish.hidden = this.name === "measure";
    this.buttons.finish.disabled = this.name === "area" && points.length < 3;
    this.result.textContent = this.words(points, pointer);
  }

  words(points, pointer) {
    if (this.name === "area") return sayCount("corners", points.length);
    if (this.name === "circle") return points.length && pointer ? say("circle_radius", { km: kilometres(distance(points[0], pointer)) }) : "";
    return points.length > 1 ? say("measured", { km: kilometres(length(points)), last: kilometres(distance(...points.slice(-2))) }) : "";
  }

  done(points) {
    if (this.name === "circle" && points.length === 2) return this.filter({ near: [nearText(points[0], distance(...points))] });
    if (this.name !== "area") return undefined;
    const fault = faultOf(points);
    if (!fault) return this.filter({ area: [areaText(points)] });
    this.result.textContent = say(`area_${fault}`);
    return undefined;
  }

  // The form's own way to a circle: so many kilometres around the first point, or around the map's centre.
  submitted() {
    if (this.name !== "circle") return this.picking.finish();
    const centre = this.picking.points[0] ?? this.centre();
    return this.filter({ near: [nearText(centre, Number(this.panel.elements.km.value))] });
  }

  filter(filters) {
    this.onFilter(filters);
    this.putAway();
  }
}
