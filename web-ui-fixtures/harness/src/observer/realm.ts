/** How far the numbers of two realms are apart; a page's clock numbers its timers from 10^12 on. */
const APART = 10_000_000_000_000;

let realm = 0;

/** Has this realm number what it records as worker `number` of its page; a page is number 0. */
export function setRealm(number: number): void {
  realm = number;
}

/** The number `count` of this realm, which no other realm of the page has. */
export function numberInRealm(count: number): number {
  return realm * APART + count;
}
