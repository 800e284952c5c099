import { record } from "./link";

/** Records the uncaught errors of the page, and of its workers, which the browser hands on to the page. */
export function recordUncaughtErrors(): void {
  window.addEventListener("error", (event) => complain("error", event.message));
}

/** Records what else a developer would see in red: unhandled rejections, and console.error. */
export function recordComplaints(): void {
  self.addEventListener("unhandledrejection", (event) =>
    complain("unhandled rejection", String(event.reason)),
  );
  const native = console.error;
  console.error = (...said: unknown[]): void => {
    complain("console.error", said.map(String).join(" "));
    native.apply(console, said);
  };
}

function complain(source: string, message: string): void {
  record("page_complained", { source, message: message.slice(0, 500) });
}
