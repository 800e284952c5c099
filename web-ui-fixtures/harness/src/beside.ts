import { rendering } from "virtual:jobstatus-e2e/rendering";
import type { ReactElement } from "react";
import { leaveOutPortals } from "./observer/portals";
import { attachUnread } from "./observer/shadows";

let container: HTMLElement | null = null;

/**
 * Shows `element` beside the mounted instance, in the same document and by the same modules.
 *
 * It is in a shadow tree that the observer does not read, and its portals are left out: the state on
 * the screen is that of the mounted instance alone.
 */
export function showBeside(element: ReactElement): void {
  if (!container) {
    const host = document.body.appendChild(document.createElement("div"));
    container = document.createElement("div");
    attachUnread(host).append(container);
    leaveOutPortals(container);
  }
  rendering.render(element, container);
}

/** Removes the element that `showBeside` has shown; does nothing where there is none. */
export function clearBeside(): void {
  if (container) rendering.clear(container);
}
