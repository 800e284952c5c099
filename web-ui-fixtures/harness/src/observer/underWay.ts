let count = 0;
let next: (() => void) | null = null;

/**
 * Counts one more piece of work of the browser, whose result the page will get. Call the returned
 * function at its end.
 */
export function begin(): () => void {
  let isOver = false;
  count += 1;
  return () => {
    if (isOver) return;
    isOver = true;
    count -= 1;
    if (count > 0) return;
    const then = next;
    next = null;
    then?.();
  };
}

/** Whether work of the browser is under way. */
export function isUnderWay(): boolean {
  return count > 0;
}

/**
 * Calls `then` once all work of the browser has ended, and returns true; returns false, without a
 * call, where no work is under way.
 */
export function waitForEnds(then: () => void): boolean {
  if (count === 0) return false;
  next = then;
  return true;
}

/** Counts `work` until it has one of these events, and returns it. */
export function endWith<T extends EventTarget>(work: T, events: readonly string[]): T {
  const end = begin();
  for (const name of events) work.addEventListener(name, end, { once: true });
  return work;
}
