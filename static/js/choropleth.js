// Whole regions coloured by their incidents, by their killed, or by the change against the period before.

import { classesOfChange, classesUpTo, classOf, heat, shift } from "./classes.js";
import { colour, onColourChange } from "./colours.js";
import { address, unitName } from "./page.js";
import { RegionLegend } from "./regionlegend.js";
import { byCode, elsewhere, largest, valueOf } from "./regionvalues.js";
import { latest } from "./requests.js";
import { number, say, sayCount } from "./texts.js";
import { stepped } from "./timewindow.js";
import { toll } from "./words.js";

const { L } = globalThis;

export class Choropleth {
  /** `outlines` are basemap features of kind "region"; `onRegion(code)` when one is chosen. */
  constructor(map, renderer, { outlines, legend, onRegion, isPicking }) {
    Object.assign(this, { map, onRegion, isPicking, values: new Map() });
    this.legend = new RegionLegend(legend, { onRegion });
    this.names = new Map(outlines.map(({ properties: { code, name } }) => [code, unitName("region", code) ?? name]));
    const features = { type: "FeatureCollection", features: outlines };
    this.layer = L.geoJSON(features, { renderer, style: (feature) => this.style(feature.properties.code) });
    this.layer.bindTooltip(({ feature }) => this.tip(feature.properties.code), { sticky: true, className: "tip", opacity: 1 });
    this.layer.on("click", ({ propagatedFrom, layer }) => !isPicking() && onRegion((propagatedFrom ?? layer).feature.properties.code));
    onColourChange(() => this.layer.setStyle((feature) => this.style(feature.properties.code)));
  }

  hide() {
    this.layer.remove();
    this.legend.hide();
  }

  /** Asks for the numbers of a selection and shows them; false when newer wishes came in between. */
  async show(selection, measure) {
    this.layer.addTo(this.map).bringToBack();
    const days = selection.days();
    if (measure === "change" && !days) return this.refuse(selection);
    const answer = await this.ask(selection, measure === "change" ? stepped(days, -1) : null);
    if (!answer) return false;
    this.take(answer, measure, selection.filters.region ?? []);
    this.days = measure === "change" ? { now: days, before: stepped(days, -1) } : null;
    this.draw();
    return true;
  }

  async ask(selection, daysBefore) {
    const [now, before, ever] = await Promise.all([
      this.numbers("regions", selection.parameters({ inFrame: false })),
      daysBefore && this.numbers("regions-before", selection.parameters({ inFrame: false, ...daysBefore })),
      this.ever ?? this.numbers("regions-ever", new URLSearchParams()),
    ]);
    this.ever = ever;
    return now && (!daysBefore || before) && ever ? { now, before, ever } : null;
  }

  // The filter by region is left out: one region is to be compared with the others.
  async numbers(channel, query) {
    query.delete("region");
    query.set("by", "region");
    const answer = await latest(channel, address("breakdown", { query }));
    return answer?.results ?? null;
  }

  take({ now, before, ever }, measure, chosen) {
    const [rows, earlier, known] = [now, before ?? [], ever].map(byCode);
    const of = (code) => ({ row: rows.get(code), before: earlier.get(code), known: known.has(code) });
    this.values = new Map([...this.names.keys()].map((code) => [code, { ...of(code), ...valueOf(measure, of(code)) }]));
    const most = largest([...this.values.values()]);
    Object.assign(this, { measure, chosen, classes: measure === "change" ? classesOfChange(most) : classesUpTo(most) });
    this.outside = elsewhere(now, new Set(this.names.keys()));
  }

  refuse(selection) {
    Object.assign(this, { measure: "change", values: new Map(), classes: [], chosen: selection.filters.region ?? [] });
    this.layer.setStyle(({ properties: { code } }) => this.style(code));
    this.legend.showReason(say("change_needs_days"));
    return true;
  }

  draw() {
    this.layer.setStyle(({ properties: { code } }) => this.style(code));
    const counted = [...this.values].filter(([, { row, before }]) => row || (this.days && before));
    const rows = counted.map(([code, value]) => ({ code, number: value.number, name: this.names.get(code), text: this.words(value) }));
    const { measure, classes, days, outside } = this;
    this.legend.show({ measure, classes, days, outside, rows, colourOf: (index) => this.nameOf(index) });
  }

  /** The name of the colour of a class; -1 for none (zero). */
  nameOf(index) {
    if (this.measure === "change") return shift(index, this.classes);
    return index < 0 ? "heat-0" : heat(index, this.classes);
  }

  style(code) {
    const value = this.values.get(code);
    const isChosen = this.chosen?.includes(code);
    const line = { color: colour(isChosen ? "accent" : "border"), weight: isChosen ? 4 : 1, opacity: 1, dashArray: null };
    if (!value || value.kind === "nothing") return { ...line, fillOpacity: 0, fillColor: colour("land") };
    if (value.kind === "unstated") return { ...line, dashArray: "3 4", fillOpacity: 0.35, fillColor: colour("toll") };
    return { ...line, fillOpacity: 0.82, fillColor: colour(this.nameOf(classOf(this.classes, value.number))) };
  }

  tip(code) {
    const box = document.createElement("div");
    const value = this.values.get(code);
    const lines = value ? [this.words(value), ...this.besides(value)] : [];
    for (const [index, text] of [this.names.get(code), ...lines].entries()) {
      const line = document.createElement(index ? "span" : "strong");
      line.textContent = text;
      box.append(line);
    }
    return box;
  }

  words({ kind, number: n, row, before }) {
    if (kind === "nothing") return say("region_nothing");
    if (this.measure === "change") return say("from_to", { from: number(before?.count ?? 0), to: sayCount("incidents", row?.count ?? 0) });
    if (this.measure === "count" || !row) return sayCount("incidents", row?.count ?? 0);
    return kind === "unstated" ? say("toll_unstated") : toll({ low: n, best: n, high: n });
  }

  besides({ row }) {
    if (!row || this.measure === "change") return [];
    const other = this.measure === "killed" ? [sayCount("incidents", row.count)] : [];
    return row.killed_unstated > 0 && this.measure === "killed" ? [...other, sayCount("unstated_for", row.killed_unstated)] : other;
  }
}
