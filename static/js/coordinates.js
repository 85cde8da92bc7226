// Coordinates as people write them. Points are [lon, lat] in degrees; in words the latitude comes first.

const LETTERS = { N: 1, S: -1, E: 1, W: -1, O: -1 }; // O: "ouest"

/** "15.67000, 0.50000": latitude, longitude in decimal degrees, five places (about a metre). */
export function decimal([lon, lat]) {
  return `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
}

/** "15°40′12″N 0°30′00″E". */
export function sexagesimal([lon, lat]) {
  return `${parts(lat)}${lat < 0 ? "S" : "N"} ${parts(lon)}${lon < 0 ? "W" : "E"}`;
}

/** The point of typed coordinates: "15.67, 0.50" (latitude first), or degrees, minutes, seconds with letters; else null. */
export function typed(text) {
  const plain = text.trim();
  const point = plainNumbers(plain) ?? withLetters(plain.toUpperCase());
  return point && Math.abs(point[0]) <= 180 && Math.abs(point[1]) <= 90 ? point : null;
}

function plainNumbers(text) {
  const found = /^([+-]?\d{1,2}(?:\.\d+)?)°?(?:\s*[,;]\s*|\s+)([+-]?\d{1,3}(?:\.\d+)?)°?$/.exec(text);
  return found && [Number(found[2]), Number(found[1])];
}

function withLetters(text) {
  const one = `(\\d{1,3}(?:\\.\\d+)?)[°º\\s]*(?:(\\d{1,2}(?:\\.\\d+)?)['’′\\s]*)?(?:(\\d{1,2}(?:\\.\\d+)?)["”″\\s]*)?`;
  const found = new RegExp(`^${one}([NS])[\\s,;]*${one}([EWO])$`).exec(text);
  if (!found) return null;
  const lat = degrees(found.slice(1, 5));
  const lon = degrees(found.slice(5, 9));
  return lat === null || lon === null ? null : [lon, lat];
}

function degrees([whole, minutes = 0, seconds = 0, letter]) {
  if (Number(minutes) >= 60 || Number(seconds) >= 60) return null;
  return LETTERS[letter] * (Number(whole) + Number(minutes) / 60 + Number(seconds) / 3600);
}

function parts(value) {
  const seconds = Math.round(Math.abs(value) * 3600);
  const two = (n) => String(n).padStart(2, "0");
  return `${Math.floor(seconds / 3600)}°${two(Math.floor(seconds / 60) % 60)}′${two(seconds % 60)}″`;
}
