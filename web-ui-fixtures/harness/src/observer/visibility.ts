import { restInHiddenTab } from "./frames";
import { record } from "./link";
import { onOrder } from "./orders";

let isHidden = false;
let isFocused = true;

/**
 * Hides and shows the document on the stage's order, and sends it the events of the back/forward
 * cache. Events, `visibilityState`, `hidden` and `hasFocus` change in the order of a real browser.
 * This is needed because Chromium's headless shell treats every page as visible and keeps no page
 * in that cache (docs/decisions/0033).
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
  onOrder("leave_window", () => setFocused(false));
  onOrder("enter_window", () => setFocused(true));
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
  restInHiddenTab(hidden);
  document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
}

function setFocused(focused: boolean): void {
  isFocused = focused;
  overrideVisibility();
  window.dispatchEvent(new FocusEvent(focused ? "focus" : "blur"));
}

/** Overrides the visibility of the document; before the first order, the browser's own holds. */
function overrideVisibility(): void {
  const say = (name: "visibilityState" | "hidden", get: () => unknown) =>
    Object.defineProperty(document, name, { configurable: true, get });
  say("visibilityState", () => (isHidden ? "hidden" : "visible"));
  say("hidden", () => isHidden);
  const hasFocus = (): boolean => isFocused && !isHidden;
  Object.defineProperty(document, "hasFocus", { configurable: true, value: hasFocus });
}
