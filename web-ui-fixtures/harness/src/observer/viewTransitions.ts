import { isPainted } from "./paint";
import { begin } from "./underWay";

let running: ViewTransition | null = null;
const { getAnimations } = document;

/**
 * Counts each view transition as under way until the page has updated the DOM and the animations
 * begin. The browser calls the update after it has captured a frame, of which no other record shows
 * that the page waits for it; its animations run on virtual time like any other. A document that
 * the browser does not paint captures no frame, so there the transition is skipped and only the
 * update is made.
 */
export function countViewTransitions(): void {
  const native = Document.prototype.startViewTransition as
    | typeof Document.prototype.startViewTransition
    | undefined;
  if (!native) return;
  Document.prototype.startViewTransition = function (...given): ViewTransition {
    const transition = native.apply(this, given);
    const end = begin();
    transition.ready.then(end, end);
    running = transition;
    const forget = (): void => {
      if (running === transition) running = null;
    };
    transition.finished.then(forget, forget);
    if (!isPainted()) transition.skipTransition();
    return transition;
  };
}

/**
 * Counts the view transition as under way again where the last of its animations has ended, until
 * the page is told of its end: the browser tells it some frames later.
 */
export function waitForViewTransition(): void {
  if (!running || getAnimations.call(document).some(runsInViewTransition)) return;
  const end = begin();
  running.finished.then(end, end);
}

function runsInViewTransition({ effect, playState }: Animation): boolean {
  return (
    playState !== "finished" &&
    effect instanceof KeyframeEffect &&
    !!effect.pseudoElement?.startsWith("::view-transition")
  );
}
