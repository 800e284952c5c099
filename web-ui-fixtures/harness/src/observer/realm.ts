/** The distance between the numbers of two realms; a page's clock numbers its timers from 10^12. */
const APART = 10_000_000_000_000;

let realm = 0;

/** Sets the number of this realm: that of the worker in its page, or 0 for a page. */
export function setRealm(number: number): void {
  realm = number;
}

/** The number for `count` in this realm; it is unique among all realms of the page. */
export function numberInRealm(count: number): number {
  return realm * APART + count;
}
