const { requestAnimationFrame } = window;
const getVisibility = Object.getOwnPropertyDescriptor(Document.prototype, "visibilityState")?.get;

/**
 * Whether the browser paints this document. It does not where the address has `?unpainted`, nor in
 * a tab behind another one.
 */
export function isPainted(): boolean {
  const isAsked = !new URLSearchParams(location.search).has("unpainted");
  return isAsked && getVisibility?.call(document) === "visible";
}

/**
 * Calls `then` with the next frame; by then the browser has sent the events of ended animations.
 */
export function afterPaint(then: () => void): void {
  requestAnimationFrame(then);
}
