/**
 * The name of a failure. Where the page itself gave the request up, by its `signal`, that is
 * "TimeoutError" for the browser's own timeout and else "AbortError": the error is then the reason that
 * the page gave, of any name (axios gives a CanceledError).
 */
export function nameFailure(error: unknown, signal?: AbortSignal | null): string {
  if (signal?.aborted) return isTimeout(signal.reason) ? "TimeoutError" : "AbortError";
  return error instanceof Error || error instanceof DOMException ? error.name : String(error);
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof DOMException && reason.name === "TimeoutError";
}
