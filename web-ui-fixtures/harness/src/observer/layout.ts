import { getNow } from "./link";

/** An observer of the layout in the page. */
export interface Looking {
  /** Measures its targets, and returns whether it has something to tell. */
  look(): boolean;
  /** Calls the page with it. */
  tell(): void;
}

/**
 * The most times that a page is told of its layout at one moment. One that changes it each time, as
 * it is told, learns the rest at the next moment.
 */
const MOST_AT_ONCE = 20;

const observers = new Set<Looking>();
let moment = -1;
let told = 0;

/** Tells `observer` of changes of the layout from now on, or no more. */
export function listen(observer: Looking, isWanted: boolean): void {
  if (isWanted) observers.add(observer);
  else observers.delete(observer);
}

/**
 * Tells the page of its layout, where that has changed, and returns whether it has. A hidden tab has
 * no frames, so nothing is told there.
 */
export function lookAtLayout(): boolean {
  if (observers.size === 0 || document.hidden) return false;
  if (moment !== getNow()) told = 0;
  moment = getNow();
  if (told === MOST_AT_ONCE) return false;
  const ready = [...observers].filter((each) => each.look());
  if (ready.length === 0) return false;
  told += 1;
  for (const each of ready) {
    try {
      each.tell();
    } catch (error) {
      reportError(error);
    }
  }
  return true;
}
