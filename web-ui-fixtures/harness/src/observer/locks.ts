import { begin } from "./underWay";

let waiting = 0;
let isAsked = false;
let query: LockManager["query"];

/**
 * Counts the Web Locks that the page has requested and does not have yet. Another tab may hold such
 * a lock for a long time, so the observer does not wait for it; yet the page may get it at any
 * time.
 */
export function countLocks(): void {
  if (!navigator.locks) return;
  const { request } = LockManager.prototype;
  query = LockManager.prototype.query;
  LockManager.prototype.request = function (this: LockManager, name: string, ...given: unknown[]) {
    const run = given.pop() as LockGrantedCallback<unknown>;
    let isWaiting = true;
    const end = (): void => {
      if (isWaiting) waiting -= 1;
      isWaiting = false;
    };
    waiting += 1;
    isAsked = false;
    const got: LockGrantedCallback<unknown> = (lock) => {
      end();
      return run(lock);
    };
    const done = request.apply(this, [name, ...given, got] as unknown as Parameters<
      typeof request
    >);
    return done.finally(end);
  } as typeof request;
}

/** Lets `askForLocks` ask again: another tab may have released a lock since. */
export function askAnew(): void {
  isAsked = false;
}

/**
 * Asks the browser which locks are held, if the page waits for a lock. The browser answers only
 * after it has granted each lock that is free by then. The next `waitForEnds` waits for this
 * answer.
 */
export function askForLocks(): void {
  if (waiting === 0 || isAsked) return;
  isAsked = true;
  const end = begin();
  query.call(navigator.locks).finally(end);
}
