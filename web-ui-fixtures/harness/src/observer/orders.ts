import { type Fields, onMessage, record } from "./link";

type Handler = (fields: Fields) => Promise<void> | void;
const handlers = new Map<string, Handler>();

/**
 * Registers the handler of the stage's order `name`. Where it returns a promise, the order counts
 * as taken once that is settled.
 */
export function onOrder(name: string, handler: Handler): void {
  handlers.set(name, handler);
}

/** Orders that change nothing in the page. */
const OF_THE_OBSERVER = new Set(["fence", "ahead", "hear_calls", "call_tabs", "end_calls"]);

onMessage((name, fields) => {
  // An order whose handler throws counts as taken too; the error is an uncaught error of the page.
  const take = (): void => {
    if (!OF_THE_OBSERVER.has(name)) record("order_taken", { order: fields.order });
  };
  const handler = handlers.get(name);
  if (!handler) record("order_unknown", { name });
  let isTaken: Promise<void> | undefined;
  try {
    isTaken = handler?.(fields)?.finally(take);
  } finally {
    if (!isTaken) take();
  }
});
