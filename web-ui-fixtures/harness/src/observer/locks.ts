import { begin } from "./underWay";

let waiting = 0;
let isAsked = false;
let query: LockManager["query"];

/**
 * Counts the Web Locks that the page has asked for and has not been given: another tab may hold them for
 * long, so that they are not waited for, and yet be given to the page at any time.
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

/** From now on a lock may have been given by another tab. */
export function askAnew(): void {
  isAsked = false;
}

/**
 * Asks the browser which locks are held, where the page waits for one: an answer comes after each lock that
 * could be given by then. With the next `waitForEnds` it is waited for.
 */
export function askForLocks(): void {
  if (waiting === 0 || isAsked) return;
  isAsked = true;
  const end = begin();
  query.call(navigator.locks).finally(end);
}
