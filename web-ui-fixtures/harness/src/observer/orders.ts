import { type Fields, onMessage, record } from "./link";

type Handler = (fields: Fields) => void;
const handlers = new Map<string, Handler>();

/** Registers what to do when the stage gives the order `name`. */
export function onOrder(name: string, handler: Handler): void {
  handlers.set(name, handler);
}

/** Orders that nothing of the page's comes of. */
const OF_THE_OBSERVER = new Set(["fence", "ahead"]);

onMessage((name, fields) => {
  const handler = handlers.get(name);
  try {
    if (!handler) record("order_unknown", { name });
    else handler(fields);
  } finally {
    // An order that fails was taken as well: what came of it is an uncaught error of the page's.
    if (!OF_THE_OBSERVER.has(name)) record("order_taken", { order: fields.order });
  }
});
