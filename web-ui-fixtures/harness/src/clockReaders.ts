/**
 * Makes `Intl.DateTimeFormat` format the page's own time, that of `Date`, where it is given none. It
 * would read the browser's clock, so that a page with a line such as "last updated at 14:03" would
 * show another line in each play. The clock's library replaces the whole class; here it stays the
 * browser's own.
 */
export function formatVirtualTime(): void {
  const { prototype } = Intl.DateTimeFormat;
  const format = Object.getOwnPropertyDescriptor(prototype, "format")?.get;
  const { formatToParts } = prototype;
  Object.defineProperty(prototype, "format", {
    configurable: true,
    get(this: Intl.DateTimeFormat) {
      const formatNative = format?.call(this);
      return (date: unknown = Date.now()) => formatNative(date);
    },
  });
  prototype.formatToParts = function (date = Date.now()) {
    return formatToParts.call(this, date);
  };
}

/** The name of `Temporal` where the browser has it: the clock refuses to drive an object that is missing. */
export const TEMPORAL: readonly "Temporal"[] = "Temporal" in self ? ["Temporal"] : [];
