import { record } from "./link";

/** Records what a developer would see in red: uncaught errors, unhandled rejections, console.error. */
export function recordErrors(): void {
  window.addEventListener("error", (event) => complain("error", event.message));
  window.addEventListener("unhandledrejection", (event) =>
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
