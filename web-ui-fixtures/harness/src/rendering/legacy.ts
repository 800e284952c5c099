import dom from "react-dom";
import type { Rendering } from "./rendering";

/** What React's DOM package had until version 18; the types of later ones do not know it. */
interface LegacyDom {
  render: Rendering["render"];
  unmountComponentAtNode(container: HTMLElement): boolean;
}

const { render, unmountComponentAtNode } = dom as unknown as LegacyDom;

/** React 17 and earlier, which have no roots. */
export const rendering: Rendering = { render, clear: unmountComponentAtNode };
