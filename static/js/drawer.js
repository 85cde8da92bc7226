// On a phone the views stand in a drawer below the map; the thumb drags it between three stops.

const FLICK = 0.5; // pixels per millisecond; faster goes to the next stop whatever the distance
const TAP = 6; // pixels; less is a tap on what lies under the thumb
export const STOPS = ["peek", "half", "full"];

/** Heights {peek, half, full} in pixels for a page of this height with tabs of that height. */
export function stopsFor(height, tabs) {
  const full = Math.max(200, height - tabs - 64);
  return { peek: 72, half: Math.min(full, Math.round(height * 0.4)), full };
}

/** The stop where a drawer of this height comes to rest; `speed` in pixels per millisecond, upwards positive. */
export function restAt(height, speed, stops) {
  if (speed > FLICK) return STOPS.find((stop) => stops[stop] > height) ?? "full";
  if (speed < -FLICK) return STOPS.findLast((stop) => stops[stop] < height) ?? "peek";
  return STOPS.reduce((best, stop) => (Math.abs(stops[stop] - height) < Math.abs(stops[best] - height) ? stop : best));
}

export class Drawer {
  constructor(app, bar) {
    Object.assign(this, { app, bar, stop: "half" });
    this.grip = bar.querySelector("[data-grip]");
    this.grip.addEventListener("click", () => this.rest(STOPS[(STOPS.indexOf(this.stop) + 1) % STOPS.length]));
    this.grip.addEventListener("keydown", (event) => this.key(event));
    bar.addEventListener("pointerdown", (event) => this.start(event));
    // The click that ends a drag is none.
    bar.addEventListener("click", (event) => this.dragged && (event.stopPropagation(), (this.dragged = false)), { capture: true });
    new ResizeObserver(() => this.rest(this.stop)).observe(app);
  }

  /** Opens the drawer at least half. */
  open() {
    if (this.stop === "peek") this.rest("half");
  }

  rest(stop) {
    this.stop = stop;
    this.stops = stopsFor(this.app.clientHeight, this.bar.offsetHeight);
    this.app.style.setProperty("--drawer-half", `${this.stops.half}px`);
    this.height(this.stops[stop]);
    this.app.dataset.drawer = stop;
    this.grip.setAttribute("aria-expanded", String(stop !== "peek"));
  }

  height(pixels) {
    this.now = pixels;
    this.app.style.setProperty("--drawer", `${pixels}px`);
  }

  key(event) {
    const steps = { ArrowUp: 1, ArrowDown: -1, Home: -2, End: 2 };
    if (!(event.key in steps)) return;
    event.preventDefault();
    const index = STOPS.indexOf(this.stop) + steps[event.key];
    this.rest(STOPS[Math.min(2, Math.max(0, index))]);
  }

  start(event) {
    if (event.button !== 0 || getComputedStyle(this.grip).display === "none") return;
    const [from, height] = [event.clientY, this.now];
    const listeners = new AbortController();
    const options = { signal: listeners.signal };
    let last = { y: from, at: event.timeStamp, speed: 0 };
    this.dragged = false;
    const move = (moved) => {
      if (!this.dragged && Math.abs(moved.clientY - from) < TAP) return;
      if (!this.dragged) (this.bar.setPointerCapture(event.pointerId), this.app.classList.add("is-dragging"));
      this.dragged = true;
      last = { y: moved.clientY, at: moved.timeStamp, speed: (last.y - moved.clientY) / Math.max(1, moved.timeStamp - last.at) };
      this.height(Math.min(this.stops.full, Math.max(this.stops.peek, height + from - moved.clientY)));
    };
    const end = () => {
      listeners.abort();
      this.app.classList.remove("is-dragging");
      if (this.dragged) this.rest(restAt(this.now, last.speed, this.stops));
    };
    this.bar.addEventListener("pointermove", move, options);
    for (const kind of ["pointerup", "pointercancel"]) this.bar.addEventListener(kind, end, options);
  }
}
