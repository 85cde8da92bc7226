// Where the pointer is, or the map's centre for who moves it by keyboard, as coordinates to read and copy.

import { decimal, sexagesimal } from "./coordinates.js";
import { lonLat } from "./order.js";
import { say } from "./texts.js";

const SAID_FOR = 2000;

export class Readout {
  constructor(map, element) {
    Object.assign(this, { map, pinned: null });
    this.text = element.querySelector("[data-readout-text]");
    this.format = element.querySelector("[data-readout-format]");
    this.format.addEventListener("click", () => this.switchFormat());
    element.querySelector("[data-readout-copy]").addEventListener("click", (event) => this.copy(event.currentTarget));
    map.on("mousemove", (event) => this.show(lonLat(event.latlng), "at_pointer"));
    map.on("click", (event) => this.show((this.pinned = lonLat(event.latlng)), "at_click"));
    map.on("move", () => this.show(lonLat(map.getCenter()), "at_centre", (this.pinned = null)));
    this.show(lonLat(map.getCenter()), "at_centre");
  }

  show(at, which) {
    Object.assign(this, { at, which });
    this.text.textContent = `${say(which)} ${this.words()}`;
  }

  words() {
    return this.format.getAttribute("aria-pressed") === "true" ? sexagesimal(this.at) : decimal(this.at);
  }

  switchFormat() {
    const pressed = this.format.getAttribute("aria-pressed") !== "true";
    this.format.setAttribute("aria-pressed", String(pressed));
    this.show(this.at, this.which);
  }

  async copy(button) {
    const name = button.textContent;
    // On its way to the button the pointer has left its place: what was clicked is meant, else the centre.
    if (this.pinned) this.show(this.pinned, "at_click");
    else this.show(lonLat(this.map.getCenter()), "at_centre");
    await navigator.clipboard.writeText(this.words());
    button.textContent = say("copied_words");
    setTimeout(() => (button.textContent = name), SAID_FOR);
  }
}
