const { requestAnimationFrame } = window;
const getVisibility = Object.getOwnPropertyDescriptor(Document.prototype, "visibilityState")?.get;

/**
 * Whether the browser paints this document: not where its address says that it does not, and not in a tab
 * behind another one.
 */
export function isPainted(): boolean {
  const isAsked = !new URLSearchParams(location.search).has("unpainted");
  return isAsked && getVisibility?.call(document) === "visible";
}

/** Calls `then` with the next frame, before which the browser tells of the animations that are over. */
export function afterPaint(then: () => void): void {
  requestAnimationFrame(then);
}
