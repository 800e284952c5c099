import { record } from "./link";
import { onOrder } from "./orders";

let isHidden = false;

/**
 * Hides and shows the document on the stage's order, and has it enter and leave the back/forward cache:
 * the events come in the browser's own order, with what the document says of itself. Chromium's headless
 * shell takes every page for visible and keeps none (docs/decisions/0033).
 */
export function obeyTheTab(): void {
  onOrder("hide_tab", () => {
    window.dispatchEvent(new FocusEvent("blur"));
    setHidden(true);
  });
  onOrder("show_tab", () => {
    setHidden(false);
    window.dispatchEvent(new FocusEvent("focus"));
  });
  onOrder("freeze", () => {
    window.dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
    setHidden(true);
    document.dispatchEvent(new Event("freeze"));
  });
  onOrder("restore", () => {
    document.dispatchEvent(new Event("resume"));
    setHidden(false);
    window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  });
}

function setHidden(hidden: boolean): void {
  isHidden = hidden;
  overrideVisibility();
  record(hidden ? "tab_hidden" : "tab_shown");
  document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
}

/** Only from the first order on: until then the browser's own word stands. */
function overrideVisibility(): void {
  const say = (name: "visibilityState" | "hidden", get: () => unknown) =>
    Object.defineProperty(document, name, { configurable: true, get });
  say("visibilityState", () => (isHidden ? "hidden" : "visible"));
  say("hidden", () => isHidden);
  Object.defineProperty(document, "hasFocus", { configurable: true, value: () => !isHidden });
}
