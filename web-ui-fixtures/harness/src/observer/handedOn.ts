import { isShared } from "./shared";

/**
 * The state of the clock, and of the databases, that a document passes on to the next one in its tab. It is in
 * `window.name`, so that the page's storage stays as it is.
 */
interface HandedOn {
  /** The reading of virtual time in milliseconds. */
  clock: number;
  /** The milliseconds between `Date` and virtual time, as on a laptop with a wrong clock. */
  offset: number;
  /** The milliseconds by which the page's `Date` is ahead of that, so that two polls differ. */
  ahead: number;
  /** The virtual milliseconds that a database takes to open. */
  databases: number;
}

const PARTS = 5;

const current: HandedOn = read();

/**
 * Returns the state of the clock from the address, or from the last document of the same host where
 * that is later; the databases are as they were for that document.
 */
export function getHandedOn(): Readonly<HandedOn> {
  return current;
}

/** Keeps `changed` for the next document. */
export function handOn(changed: Partial<HandedOn>): void {
  Object.assign(current, changed);
  // A page may reload by itself at any time, and the browser passes on the name that it knows then.
  // Where plays share the document, a message to the browser for each change would cost too much.
  if (!isShared()) keep();
}

/** Writes the state of the clock into `window.name` for the next document. */
export function keep(): void {
  const { clock, offset, ahead, databases } = current;
  window.name = [location.host, clock, offset, ahead, databases].join(" ");
}

function read(): HandedOn {
  const query = new URLSearchParams(location.search);
  const [host, ...kept] = window.name.split(" ");
  const [clock = 0, offset = 0, ahead = 0, databases = 0] =
    host === location.host && kept.length === PARTS - 1 ? kept.map(Number) : [];
  return {
    clock: Math.max(Number(query.get("clock")), clock),
    offset,
    ahead: Math.max(Number(query.get("ahead")), ahead),
    databases,
  };
}
