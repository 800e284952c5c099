import type { ReactElement } from "react";

/** How the checkout's React shows an element. */
export interface Rendering {
  /** Shows `element` in `container`, in the place of what was shown before. */
  render(element: ReactElement, container: HTMLElement): void;
  /** Takes away what is shown. */
  clear(container: HTMLElement): void;
}
