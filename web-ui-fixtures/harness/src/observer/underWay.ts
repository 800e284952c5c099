let count = 0;
let next: (() => void) | null = null;

/** Something of the browser's is under way that it will tell the page of; call the returned function at its end. */
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

/** Calls `then` once nothing is under way any more; false: nothing is. */
export function waitForEnds(then: () => void): boolean {
  if (count === 0) return false;
  next = then;
  return true;
}
