import type { ReactElement } from "react";

/** The functions with which the React of the checkout shows and removes an element. */
export interface Rendering {
  /** Shows `element` in `container`, and replaces the element that was shown before. */
  render(element: ReactElement, container: HTMLElement): void;
  /** Removes the element from `container`. */
  clear(container: HTMLElement): void;
}
