// Classes of numbers for coloured regions: few, with round limits, the same for map and legend.

const MOST = 5; // classes of one colour
const SIDE = 3; // classes on each side of "no change"
const ROUND = [1, 2, 3, 5, 10];

/** [{from, to}] of whole numbers from 1 to `most`, growing like a geometric row; empty when there is nothing. */
export function classesUpTo(most, count = MOST) {
  if (!(most >= 1)) return [];
  const factor = most ** (1 / count);
  const starts = [...new Set(Array.from({ length: count }, (_, i) => rounded(factor ** i)))].filter((start) => start <= most);
  return starts.map((from, i) => ({ from, to: i + 1 < starts.length ? starts[i + 1] - 1 : most }));
}

/** Classes of a difference: [{from, to}] from the largest fall over {0, 0} to the largest rise, the same limits on both sides. */
export function classesOfChange(most) {
  const side = classesUpTo(most, SIDE);
  const falls = side.map(({ from, to }) => ({ from: -to, to: -from })).reverse();
  return [...falls, { from: 0, to: 0 }, ...side];
}

/** The index of the class that holds the number; -1 where none does. */
export function classOf(classes, number) {
  return classes.findIndex(({ from, to }) => from <= number && number <= to);
}

/** The name of the colour of class `index` of a scale of incidents or killed: "heat-1" (light) .. "heat-5". */
export function heat(index, classes) {
  const step = classes.length > 1 ? (index * (MOST - 1)) / (classes.length - 1) : 2;
  return `heat-${1 + Math.round(step)}`;
}

/** The name of the colour of class `index` of a change: "less-3" .. "less-1", "same", "more-1" .. "more-3". */
export function shift(index, classes) {
  const side = (classes.length - 1) / 2;
  if (index === side) return "same";
  const step = index < side ? side - index : index - side;
  const strength = side === 1 ? 2 : 1 + Math.round(((step - 1) * (SIDE - 1)) / (side - 1));
  return index < side ? `less-${strength}` : `more-${strength}`;
}

function rounded(number) {
  const power = 10 ** Math.floor(Math.log10(number));
  const nearest = ROUND.reduce((best, round) => (Math.abs(round - number / power) < Math.abs(best - number / power) ? round : best));
  return Math.max(1, Math.round(nearest * power));
}
