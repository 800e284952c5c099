/**
 * Converts a handle that the page hands back, as the browser does: text is read as a number, and
 * anything that is no number (`undefined`, `null`) is 0, which no timer or frame has. A record must
 * not hold it as it is: `undefined` would be missing in the record, and text would name no timer
 * that the stage knows.
 */
export function readHandle(handle: unknown): number {
  const number = Math.trunc(Number(handle));
  return Number.isFinite(number) ? number : 0;
}
