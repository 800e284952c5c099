import { record } from "./link";
import { onOrder } from "./orders";

/**
 * Takes the laptop's network away and gives it back on the stage's order. The page sees it in
 * `navigator.onLine`, and then gets the event (HTML, the `offline` and `online` events). The
 * backend itself cuts requests and sockets, because the offline mode of DevTools leaves an open
 * WebSocket open.
 */
export function obeyTheConnection(): void {
  onOrder("lose_network", () => setOnline(false));
  onOrder("find_network", () => setOnline(true));
}

function setOnline(isOnline: boolean): void {
  Object.defineProperty(navigator, "onLine", { configurable: true, get: () => isOnline });
  record(isOnline ? "network_found" : "network_lost");
  window.dispatchEvent(new Event(isOnline ? "online" : "offline"));
}
