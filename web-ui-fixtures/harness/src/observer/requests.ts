import { numberInRealm } from "./realm";

let started = 0;

/** The number of the next request that the page makes, by `fetch` or by XMLHttpRequest. */
export function nextRequest(): number {
  started += 1;
  return numberInRealm(started);
}
