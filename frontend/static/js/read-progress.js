/* How far a thread was read, apart from the page: no DOM, no network, no clock. */

/* Whether enough of a post is in the window to count as seen: half of it, or of the window where
   the post is taller. */
export function isInView({ height, visible, window }) {
  return height > 0 && visible >= Math.min(height, window) / 2;
}

/* What was told to the server and what is still to be told. Numbers only rise. */
export class Progress {
  constructor(told) {
    this.told = told;
    this.seen = told;
  }

  see(number) {
    if (Number.isInteger(number) && number > this.seen) this.seen = number;
    return this.isNews;
  }

  get isNews() {
    return this.seen > this.told;
  }

  /* The number to tell now, or null; `fail` takes it back. */
  take() {
    if (!this.isNews) return null;
    this.told = this.seen;
    return this.told;
  }

  fail(number, before) {
    if (this.told === number) this.told = before;
  }
}
