let isLeft = false;

/** Call this before the page has listeners of its own. */
export function watchLeaving(): void {
  const watch = (event: PageTransitionEvent): void => {
    // On the stage's order the event is not trusted, and a document in the back/forward cache stays.
    isLeft = event.isTrusted && !event.persisted;
  };
  window.addEventListener("pagehide", watch, true);
}

/**
 * Whether the browser takes the document away for good. A page may still ask then, in `pagehide` or
 * `visibilitychange`. The browser cancels such a request, and the network decides whether the server
 * hears of it. So the observers do not send it, and each play has the same requests.
 */
export function isLeaving(): boolean {
  return isLeft;
}
