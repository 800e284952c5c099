import { type Fields, onMessage, record } from "./link";

type Handler = (fields: Fields) => Promise<void> | void;
const handlers = new Map<string, Handler>();

/** Registers what to do when the stage gives the order `name`; one that returns a promise is taken with it. */
export function onOrder(name: string, handler: Handler): void {
  handlers.set(name, handler);
}

/** Orders that nothing of the page's comes of. */
const OF_THE_OBSERVER = new Set(["fence", "ahead"]);

onMessage((name, fields) => {
  // An order that fails was taken as well: what came of it is an uncaught error of the page's.
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
