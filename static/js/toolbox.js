// The buttons of the map's tools. What a tool needs is loaded when it is first taken in hand.

export class Toolbox {
  /** `onFilter({area | near: [text]})` when a tool has drawn one; `centre()` is the map's [lon, lat]. */
  constructor(section, incidentMap, { onFilter, centre }) {
    Object.assign(this, { incidentMap, onFilter, centre });
    this.buttons = [...section.querySelectorAll("[data-tool]:not(form)")];
    this.panel = section.querySelector("[data-tool-panel]");
    for (const button of this.buttons) button.addEventListener("click", () => this.pressed(button.dataset.tool));
  }

  async pressed(name) {
    if (name === this.inHand) return this.tools.putAway();
    this.show(name);
    this.tools ??= await this.load();
    // Another tool, or none, may have been asked for while the script was on its way.
    if (this.inHand === name) this.tools.take(name);
    return undefined;
  }

  async load() {
    const { PickingTools } = await import("./pickingtools.js");
    return new PickingTools(this.incidentMap.map, this.panel, {
      onFilter: this.onFilter,
      centre: this.centre,
      onEnd: () => this.ended(),
    });
  }

  ended() {
    const button = this.buttons.find(({ dataset }) => dataset.tool === this.inHand);
    this.show(null);
    button?.focus();
  }

  show(name) {
    this.inHand = name;
    this.incidentMap.picking = name !== null;
    for (const button of this.buttons) button.setAttribute("aria-pressed", String(button.dataset.tool === name));
  }
}
