// "Symbols | Regions": which of the two the map draws. The regions' script is loaded when they are first wanted.

const MEASURES = ["count", "killed", "change"];

export class RegionView {
  /** `outlines()` is a promise of the basemap's features; `onColour(colour)` when the reader chooses. */
  constructor(section, { incidentMap, legend, outlines, onColour, onRegion }) {
    Object.assign(this, { incidentMap, legend, outlines, onRegion });
    this.buttons = [...section.querySelectorAll("[data-colour]")];
    this.measure = section.querySelector("select");
    for (const button of this.buttons) {
      button.addEventListener("click", () => onColour(button.dataset.colour === "regions" ? this.measure.value : "symbols"));
    }
    this.measure.addEventListener("change", () => onColour(this.measure.value));
  }

  /** Shows what the selection asks for. */
  async show(selection) {
    const measure = MEASURES.includes(selection.colour) ? selection.colour : null;
    this.press(measure);
    if (!measure) return this.choropleth?.hide();
    this.loading ??= this.load();
    this.choropleth = await this.loading;
    return selection.colour === measure && this.choropleth.show(selection, measure);
  }

  press(measure) {
    this.incidentMap.drawMarks(measure === null);
    this.measure.hidden = measure === null;
    if (measure) this.measure.value = measure;
    for (const button of this.buttons) {
      button.setAttribute("aria-pressed", String((button.dataset.colour === "regions") === (measure !== null)));
    }
  }

  async load() {
    const [{ Choropleth }, features] = await Promise.all([import("./choropleth.js"), this.outlines()]);
    const { map, renderer } = this.incidentMap;
    return new Choropleth(map, renderer, {
      outlines: features.filter(({ properties }) => properties.kind === "region"),
      legend: this.legend,
      onRegion: this.onRegion,
      isPicking: () => this.incidentMap.picking,
    });
  }
}
