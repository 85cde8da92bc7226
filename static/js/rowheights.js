// How tall the rows of a long list are, measured where they were seen and guessed where they were not. Pixels.

export class RowHeights {
  constructor(guess) {
    this.guess = guess;
    this.heights = [];
    this.tops = [0];
  }

  get count() {
    return this.heights.length;
  }

  get total() {
    return this.top(this.count);
  }

  /** Grows or shrinks to `count` rows; new ones have the guessed height. */
  resize(count) {
    while (this.heights.length < count) this.heights.push(this.guess);
    this.heights.length = count;
    this.tops.length = Math.min(this.tops.length, count + 1);
  }

  /** Notes the height of a row; true when it is news. */
  measured(index, height) {
    if (height <= 0 || Math.abs(this.heights[index] - height) < 0.5) return false;
    this.heights[index] = height;
    this.tops.length = Math.min(this.tops.length, index + 1);
    return true;
  }

  /** Forgets what was measured, for instance after the list has become narrower. */
  forget() {
    this.heights.fill(this.guess);
    this.tops = [0];
  }

  /** Where a row begins. */
  top(index) {
    for (let i = this.tops.length; i <= index; i += 1) this.tops.push(this.tops[i - 1] + this.heights[i - 1]);
    return this.tops[index];
  }

  /** The row at a height of the list, kept within it; -1 when there is none. */
  at(y) {
    let [low, high] = [0, this.count - 1];
    this.top(this.count);
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.tops[middle] <= y) low = middle;
      else high = middle - 1;
    }
    return high < 0 ? -1 : low;
  }

  /** {first, last} of the rows to draw for what is seen from y to y + height, with some more around. */
  around(y, height, more) {
    return { first: Math.max(0, this.at(y) - more), last: Math.min(this.count - 1, this.at(y + height) + more) };
  }
}
