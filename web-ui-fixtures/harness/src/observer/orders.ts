import { type Fields, onMessage, record } from "./link";

type Handler = (fields: Fields) => void;
const handlers = new Map<string, Handler>();

/** Registers what to do when the stage gives the order `name`. */
export function onOrder(name: string, handler: Handler): void {
  handlers.set(name, handler);
}

onMessage((name, fields) => {
  const handler = handlers.get(name);
  if (!handler) record("order_unknown", { name });
  else handler(fields);
  if (name !== "fence" && name !== "ahead") record("order_taken", { order: fields.order });
});
