import { useEffect, useRef } from "react";

/** Calls the newest `callback` every `every` milliseconds; null: not at all. */
export function useInterval(callback: () => void, every: number | null): void {
  const newest = useRef(callback);
  useEffect(() => {
    newest.current = callback;
  });
  useEffect(() => {
    if (every === null) return;
    const timer = setInterval(() => newest.current(), every);
    return () => clearInterval(timer);
  }, [every]);
}
