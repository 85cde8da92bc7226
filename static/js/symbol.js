// What a mark looks like, without drawing it: size, letter, fill, the parts of a ring.

/** Event types in the order of legend, rings and stacks; the letter serves who cannot use the hue. */
export const LETTERS = {
  violence_against_civilians: "V",
  battles: "B",
  explosions_remote_violence: "E",
  riots: "R",
  protests: "P",
  strategic_developments: "S",
};
export const TYPES = Object.keys(LETTERS);

const SMALLEST = 8;
const LARGEST = 26;

/** Radius in pixels: the area grows with the number killed. Unstated is drawn as the smallest. */
export function radius(killed) {
  return Math.min(LARGEST, SMALLEST + 1.8 * Math.sqrt(Math.max(0, killed ?? 0)));
}

/** Radius in pixels of a cluster of `count` incidents. */
export function clusterRadius(count) {
  return Math.min(34, 13 + 5 * Math.log10(Math.max(1, count)));
}

/** Solid marks are corroborated or confirmed; all others are hollow. */
export function isSolid(verification) {
  return verification === "corroborated" || verification === "confirmed";
}

/** Whether the point stands for itself. Everything else is an area or a road, never a pin. */
export function isExact(precision) {
  return precision === "settlement";
}

/** [{type, start, end}] of a ring, angles in radians clockwise from the top. */
export function ringParts(types) {
  const total = Object.values(types).reduce((sum, n) => sum + n, 0);
  let angle = -Math.PI / 2;
  return TYPES.filter((type) => types[type] > 0).map((type) => {
    const start = angle;
    angle += (types[type] / total) * 2 * Math.PI;
    return { type, start, end: angle };
  });
}

/** "1,234" as "1.2k": what fits into a cluster. */
export function shortCount(count) {
  if (count < 1000) return String(count);
  const thousands = count / 1000;
  return thousands < 10 ? `${thousands.toFixed(1)}k` : thousands < 1000 ? `${Math.round(thousands)}k` : `${(thousands / 1000).toFixed(1)}M`;
}
