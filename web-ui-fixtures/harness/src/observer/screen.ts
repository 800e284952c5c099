import { record } from "./link";
import { getMount } from "./mounts";
import { readScreen, type Screen } from "./reading";

/**
 * Records every state that the page renders. A MutationObserver is told of each commit before the
 * browser paints it, so that a state shown for one frame is in the history as well.
 */
export function recordScreen(): void {
  let last = "";
  const look = (): void => {
    const mount = getMount();
    if (!mount) {
      last = "";
      return;
    }
    const screen: Screen = readScreen(document.body);
    const shown = JSON.stringify([mount, screen]);
    if (shown === last) return;
    last = shown;
    record("shown", { ...mount, ...screen });
  };
  new MutationObserver(look).observe(document.documentElement, {
    attributes: true,
    characterData: true,
    childList: true,
    subtree: true,
  });
}
