import { lookAtAnimations } from "./animations";
import { record } from "./link";
import { getMount, type Mount } from "./mounts";
import { hidePortalsLeftOut } from "./portals";
import { readScreen, type Screen } from "./reading";
import { watchShadows } from "./shadows";

let last = "";
let seenMount: Mount | null = null;

/**
 * Records every state that the page renders. A MutationObserver is called for each commit before
 * the browser paints it, so that a state that is shown for one frame is in the history as well.
 */
export function recordScreen(): void {
  const commits = new MutationObserver(look);
  const watch = (tree: Node): void =>
    commits.observe(tree, {
      attributes: true,
      characterData: true,
      childList: true,
      subtree: true,
    });
  watch(document.documentElement);
  watchShadows(watch);
}

/** Records the state of a new instance that rendered the same screen, without a mutation. */
export function lookAtNewMount(): void {
  if (getMount() !== seenMount) look();
}

/** Records the state on the screen, if it differs from the last record. */
export function look(): void {
  lookAtAnimations();
  const mount = getMount();
  seenMount = mount;
  if (!mount) {
    last = "";
    return;
  }
  hidePortalsLeftOut();
  const screen: Screen = readScreen(document.body);
  const shown = JSON.stringify([mount, screen]);
  if (shown === last) return;
  last = shown;
  record("shown", { ...mount, ...screen });
}
