import { record } from "./link";

/** Records the uncaught errors of the page and of its workers; the browser reports both here. */
export function recordUncaughtErrors(): void {
  window.addEventListener("error", (event) =>
    complain("error", event.message, getStack(event.error)),
  );
}

/** Records the other red lines of a developer's console: unhandled rejections and console.error. */
export function recordComplaints(): void {
  self.addEventListener("unhandledrejection", (event) =>
    complain("unhandled rejection", String(event.reason), getStack(event.reason)),
  );
  const native = console.error;
  console.error = (...said: unknown[]): void => {
    complain("console.error", said.map(String).join(" "), getStack(said.find(isError)));
    native.apply(console, said);
  };
}

function complain(source: string, message: string, stack: string): void {
  record("page_complained", { source, message: message.slice(0, 500), stack });
}

/** The browser's stack trace of an error; empty for a value that is not an error. */
function getStack(thrown: unknown): string {
  return isError(thrown) ? (thrown.stack ?? "").slice(0, 4000) : "";
}

function isError(value: unknown): value is Error {
  return value instanceof Error;
}
