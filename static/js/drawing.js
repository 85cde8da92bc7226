// Strokes on a canvas: a point, an area, a cluster's ring. Colours come from the tokens.

import { colour, typeColours } from "./colours.js";
import { LETTERS, ringParts, shortCount } from "./symbol.js";

const WIDE = 26; // pixels
const FONT = "system-ui, sans-serif";

// Leaflet's own lines leave their dashes and opacity behind on the shared canvas.
function fresh(ctx) {
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

/** A place that is known: a disc sized by severity, solid or hollow, with the letter of its type. */
export function drawPoint(ctx, { x, y }, radius, { type, solid }) {
  const { hue, ink } = typeColours(type);
  fresh(ctx);
  circle(ctx, x, y, radius);
  ctx.fillStyle = solid ? hue : colour("panel");
  ctx.fill();
  ctx.lineWidth = solid ? 1.5 : 3;
  ctx.strokeStyle = solid ? colour("panel") : hue;
  ctx.stroke();
  write(ctx, LETTERS[type] ?? "?", x, y, { size: Math.max(10, radius * 0.9), ink: solid ? ink : colour("ink") });
}

/** A place that is known only roughly: the true area, dashed, with no centre point; severity is the line. */
export function drawArea(ctx, { x, y }, radius, { type, solid, weight }) {
  const { hue } = typeColours(type);
  fresh(ctx);
  circle(ctx, x, y, radius);
  ctx.globalAlpha = solid ? 0.26 : 0.08;
  ctx.fillStyle = hue;
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.setLineDash([6, 4]);
  ctx.lineWidth = weight;
  ctx.strokeStyle = hue;
  ctx.stroke();
  fresh(ctx);
  const letter = LETTERS[type] ?? "?";
  if (radius < WIDE) write(ctx, letter, x, y, { size: 11, ink: colour("ink"), halo: colour("land") });
  else drawTag(ctx, letter, { x, y: y - radius }, hue);
}

/** The letter of a type on a small disc. On a wide area it hangs on the edge: in the middle it would read as a place. */
export function drawTag(ctx, letter, { x, y }, hue) {
  fresh(ctx);
  circle(ctx, x, y, 9);
  ctx.fillStyle = colour("panel");
  ctx.fill();
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = hue;
  ctx.stroke();
  write(ctx, letter, x, y, { size: 11, ink: colour("ink") });
}

/** Several incidents: a ring of their types around their number. */
export function drawCluster(ctx, { x, y }, radius, { types, count }) {
  fresh(ctx);
  circle(ctx, x, y, radius);
  ctx.fillStyle = colour("panel");
  ctx.fill();
  ctx.lineWidth = 5;
  for (const { type, start, end } of ringParts(types)) {
    ctx.beginPath();
    ctx.arc(x, y, radius - 2.5, start, end);
    ctx.strokeStyle = typeColours(type).hue;
    ctx.stroke();
  }
  circle(ctx, x, y, radius);
  ctx.lineWidth = 1;
  ctx.strokeStyle = colour("panel-edge");
  ctx.stroke();
  write(ctx, shortCount(count), x, y, { size: count < 1000 ? 12.5 : 11, ink: colour("ink") });
}

/** A town of the basemap: a dot and its name. */
export function drawTown(ctx, { x, y }, { name, rank }) {
  fresh(ctx);
  circle(ctx, x, y, rank === 1 ? 2.6 : 1.9);
  ctx.fillStyle = colour("label");
  ctx.fill();
  const style = { size: townSize(rank), ink: colour("label"), halo: colour("land") };
  write(ctx, name, x + 6, y, { ...style, weight: rank === 1 ? 600 : 400, align: "left" });
}

/** Pixels of a town's letters by its rank. */
export function townSize(rank) {
  return { 1: 13, 2: 12 }[rank] ?? 11;
}

function circle(ctx, x, y, radius) {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
}

function write(ctx, text, x, y, { size, ink, halo = null, weight = 600, align = "center" }) {
  ctx.font = `${weight} ${size}px ${FONT}`;
  ctx.textAlign = align;
  ctx.textBaseline = "middle";
  if (halo) {
    ctx.lineWidth = 3;
    ctx.lineJoin = "round";
    ctx.strokeStyle = halo;
    ctx.strokeText(text, x, y + 0.5);
  }
  ctx.fillStyle = ink;
  ctx.fillText(text, x, y + 0.5);
}
