// The colours of tokens.css, for what is drawn on a canvas. Read again when light turns to dark.

const dark = window.matchMedia("(prefers-color-scheme: dark)");
let cache = new Map();

/** The value of the custom property `--name`. */
export function colour(name) {
  if (!cache.has(name)) {
    cache.set(name, getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim());
  }
  return cache.get(name);
}

/** The hue of an event type, and the ink that is legible on it. */
export function typeColours(type) {
  const name = type.replaceAll("_", "-");
  return { hue: colour(`type-${name}`), ink: colour(`type-${name}-ink`) };
}

/** Calls back when the colours have changed. */
export function onColourChange(redraw) {
  dark.addEventListener("change", () => {
    cache = new Map();
    redraw();
  });
}
