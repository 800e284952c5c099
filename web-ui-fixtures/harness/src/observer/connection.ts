import { record } from "./link";
import { onOrder } from "./orders";

/**
 * Takes the laptop's network away and gives it back on the stage's order, as the page is told of it:
 * `navigator.onLine`, and then the event (HTML, the `offline` and `online` events). What no longer reaches
 * the server is cut there, as DevTools' own offline mode leaves an open WebSocket as it is.
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
