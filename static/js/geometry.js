// Distances and shapes on the globe. Points are [lon, lat] in degrees, lengths are kilometres.

const EARTH = 6371.0088; // km, mean radius
export const MOST_CORNERS = 100;
const LARGEST_CIRCLE = 2000; // km, what the server takes

/** Kilometres between two points along the great circle. */
export function distance([lon1, lat1], [lon2, lat2]) {
  const [phi1, phi2] = [radians(lat1), radians(lat2)];
  const half = (angle) => Math.sin(angle / 2) ** 2;
  const chord = half(phi2 - phi1) + Math.cos(phi1) * Math.cos(phi2) * half(radians(lon2 - lon1));
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** Kilometres along a line of points. */
export function length(points) {
  return points.slice(1).reduce((sum, point, i) => sum + distance(points[i], point), 0);
}

/** Whether the sides of the closed polygon cross or touch each other anywhere but at shared corners. */
export function crossesItself(corners) {
  const sides = corners.map((corner, i) => [corner, corners[(i + 1) % corners.length]]);
  return sides.some((side, i) =>
    sides.slice(i + 1).some((other, k) => {
      const neighbours = k === 0 || (i === 0 && i + 1 + k === sides.length - 1);
      return neighbours ? folds(side, other) : meet(side, other);
    }),
  );
}

/** Why the corners make no area that the server takes: "few", "many", "crossed", or null when they do. */
export function faultOf(corners) {
  const different = new Set(corners.map(String)).size;
  if (different < 3) return "few";
  if (corners.length > MOST_CORNERS) return "many";
  return different < corners.length || crossesItself(corners) ? "crossed" : null;
}

/** The value of the filter `area`: corners as lon,lat,lon,lat,... to 10 m. */
export function areaText(corners) {
  return corners.map(pointText).join(",");
}

/** The corners of a value of `area`, or null. */
export function areaOf(text) {
  const numbers = text.split(",").map(Number);
  if (numbers.length < 6 || numbers.length % 2 || !numbers.every(Number.isFinite)) return null;
  return Array.from({ length: numbers.length / 2 }, (_, i) => [numbers[2 * i], numbers[2 * i + 1]]);
}

/** The value of the filter `near`: lon,lat,km; the radius has three digits that count. */
export function nearText(centre, km) {
  return `${pointText(centre)},${Number(Math.min(LARGEST_CIRCLE, Math.max(0.1, km)).toPrecision(3))}`;
}

/** {centre, km} of a value of `near`, or null. */
export function nearOf(text) {
  const [lon, lat, km, ...rest] = text.split(",").map(Number);
  return [lon, lat, km].every(Number.isFinite) && km > 0 && !rest.length ? { centre: [lon, lat], km } : null;
}

function pointText([lon, lat]) {
  return `${Number(lon.toFixed(4))},${Number(lat.toFixed(4))}`;
}

function meet([a, b], [c, d]) {
  const [abc, abd, cda, cdb] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  if (abc !== abd && cda !== cdb) return true;
  return [[abc, a, b, c], [abd, a, b, d], [cda, c, d, a], [cdb, c, d, b]].some(([way, p, q, r]) => way === 0 && between(p, q, r));
}

// Two sides with a corner in common: wrong only when the second runs back over the first.
function folds([a, b], [c, d]) {
  const [shared, one, other] = String(b) === String(c) ? [b, a, d] : [a, b, c];
  const ahead = (one[0] - shared[0]) * (other[0] - shared[0]) + (one[1] - shared[1]) * (other[1] - shared[1]);
  return turn(shared, one, other) === 0 && ahead > 0;
}

function turn([ax, ay], [bx, by], [cx, cy]) {
  return Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));
}

function between([ax, ay], [bx, by], [x, y]) {
  return Math.min(ax, bx) <= x && x <= Math.max(ax, bx) && Math.min(ay, by) <= y && y <= Math.max(ay, by);
}

function radians(degrees) {
  return (degrees * Math.PI) / 180;
}

/** [west, south, east, north] around a GeoJSON geometry. */
export function boxAround({ coordinates }) {
  const box = [180, 90, -180, -90];
  const widen = (part) => {
    if (typeof part[0] !== "number") return part.forEach(widen);
    const [lon, lat] = part;
    box.splice(0, 4, Math.min(box[0], lon), Math.min(box[1], lat), Math.max(box[2], lon), Math.max(box[3], lat));
    return undefined;
  };
  widen(coordinates);
  return box;
}
