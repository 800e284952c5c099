import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { mersenne } from "pure-rand/generator/mersenne";

let numbers = mersenne(0);

/**
 * Makes the numbers of `Math.random` those of a generator, so that a page which waits for a random
 * time before it connects again waits as long in each play. `crypto` stays as it is: ids that are
 * made with it have to differ from tab to tab.
 */
export function replaceRandom(): void {
  Math.random = () => uniformFloat64(numbers);
}

/** Starts the generator anew: the numbers from now on depend on `now` (virtual ms) and `place`. */
export function seedRandom(now: number, place: number): void {
  numbers = mersenne(Math.imul(now, 31) + place);
}
