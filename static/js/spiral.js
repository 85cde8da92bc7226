// Where the marks of one place go when they fan out: a circle for a few, a spiral for more. Pixels.

export const MOST_FANNED = 40;
const FEW = 8;
const APART = 30; // between neighbours, wide enough for a finger's mark

/** [{x, y}] around {x: 0, y: 0}; no two marks touch and none covers the middle. */
export function fanned(count) {
  return count <= FEW ? circle(count) : spiral(count);
}

function circle(count) {
  const radius = Math.max(34, (count * APART) / (2 * Math.PI));
  return Array.from({ length: count }, (_, i) => at(radius, (2 * Math.PI * i) / count - Math.PI / 2));
}

// Each step turns as far as one mark is wide at that distance; a full turn moves one mark outwards.
function spiral(count) {
  const places = [];
  let radius = 38;
  let angle = -Math.PI / 2;
  for (let i = 0; i < count; i += 1) {
    places.push(at(radius, angle));
    const step = APART / radius;
    angle += step;
    radius += (APART * step) / (2 * Math.PI);
  }
  return places;
}

function at(radius, angle) {
  return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
}
