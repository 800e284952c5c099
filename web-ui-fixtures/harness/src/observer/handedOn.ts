import { isShared } from "./shared";

/** What a document hands on to the next one in its tab, in `window.name`: no storage of the page's is touched. */
interface HandedOn {
  /** Virtual milliseconds. */
  clock: number;
  /** By how many milliseconds `Date` is set off against virtual time, as a laptop's clock is. */
  offset: number;
  /** By how many milliseconds the page's `Date` runs ahead of that, so that two polls differ. */
  ahead: number;
}

const PARTS = 4;

const current: HandedOn = read();

/** Returns what the address says, or what the last document of the same host had where that is later. */
export function getHandedOn(): Readonly<HandedOn> {
  return current;
}

/** Keeps `changed` for the next document. */
export function handOn(changed: Partial<HandedOn>): void {
  Object.assign(current, changed);
  // A page may reload of its own accord, and the browser hands on the name that it knows by then. Where
  // plays share the document that is not worth a message to the browser for each change.
  if (!isShared()) keep();
}

/** Writes down what the next document is to have. */
export function keep(): void {
  window.name = [location.host, current.clock, current.offset, current.ahead].join(" ");
}

function read(): HandedOn {
  const query = new URLSearchParams(location.search);
  const [host, ...kept] = window.name.split(" ");
  const [clock = 0, offset = 0, ahead = 0] =
    host === location.host && kept.length === PARTS - 1 ? kept.map(Number) : [];
  return {
    clock: Math.max(Number(query.get("clock")), clock),
    offset,
    ahead: Math.max(Number(query.get("ahead")), ahead),
  };
}
