import { createRoot, type Root } from "react-dom/client";
import type { Rendering } from "./rendering";

let root: Root | null = null;

/** The rendering of React 18 and later. */
export const rendering: Rendering = {
  render(element, container) {
    root ??= createRoot(container);
    root.render(element);
  },
  clear() {
    root?.unmount();
    root = null;
  },
};
