// Which names fit on the map without covering each other.

/**
 * The boxes that can all be shown: taken in order, each that touches none before it.
 * A box is {left, top, right, bottom, ...} in pixels; important names come first.
 */
export function fitting(boxes) {
  const shown = [];
  for (const box of boxes) if (!shown.some((other) => touches(box, other))) shown.push(box);
  return shown;
}

/** The lowest zoom at which a town of this rank (1 big .. 3 small) has its name written. */
export function firstZoom(rank) {
  return { 1: 5, 2: 7, 3: 9 }[rank] ?? 10;
}

function touches(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
