import { getHandedOn, handOn } from "./handedOn";
import { onOrder } from "./orders";
import { endWith } from "./underWay";

/** The virtual milliseconds that a database takes to open once the stage has ordered so. */
const SLOW = 5_000;

/**
 * Counts the work of IndexedDB until the page gets its result, and makes databases open slowly on
 * the stage's order: in this document and in later ones of its tab.
 */
export function countDatabases(): void {
  onOrder("slow_databases", () => handOn({ databases: SLOW }));
  for (const name of ["open", "deleteDatabase"] as const) {
    const native: (...given: [string]) => IDBOpenDBRequest = IDBFactory.prototype[name];
    IDBFactory.prototype[name] = function (...given: [string]): IDBOpenDBRequest {
      // A blocked request waits for another tab, perhaps for ever.
      const request = endWith(native.apply(this, given), ["success", "error", "blocked"]);
      const { databases } = getHandedOn();
      if (databases > 0) delaySuccess(request, databases);
      return request;
    };
  }
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (...given): IDBTransaction {
    return endWith(transaction.apply(this, given), ["complete", "abort"]);
  };
}

/** Tells the page of the success `ms` virtual milliseconds later. The result stays as it is. */
function delaySuccess(request: IDBOpenDBRequest, ms: number): void {
  const delay = (event: Event): void => {
    event.stopImmediatePropagation();
    setTimeout(() => request.dispatchEvent(new Event("success")), ms);
  };
  request.addEventListener("success", delay, { once: true });
}
