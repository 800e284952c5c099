import { createRoot, type Root } from "react-dom/client";
import type { Rendering } from "./rendering";

const roots = new Map<HTMLElement, Root>();

/** The rendering of React 18 and later. */
export const rendering: Rendering = {
  render(element, container) {
    const root = roots.get(container) ?? createRoot(container);
    roots.set(container, root);
    root.render(element);
  },
  clear(container) {
    roots.get(container)?.unmount();
    roots.delete(container);
  },
};
