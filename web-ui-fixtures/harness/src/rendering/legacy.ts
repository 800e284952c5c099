import dom from "react-dom";
import type { Rendering } from "./rendering";

/** The functions of React DOM before version 18; the types of later versions do not have them. */
interface LegacyDom {
  render: Rendering["render"];
  unmountComponentAtNode(container: HTMLElement): boolean;
}

const { render, unmountComponentAtNode } = dom as unknown as LegacyDom;

/** The rendering of React 17 and earlier, which have no roots. */
export const rendering: Rendering = { render, clear: unmountComponentAtNode };
