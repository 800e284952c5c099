import type { Message } from "./link";

/** The key of the observers' messages between page and worker; the page's own lack it. */
const MARK = "jobstatus-e2e";

/** The page's clocks: virtual milliseconds, and the reading of `Date`, which may be set back. */
export interface Reading {
  readonly now: number;
  readonly date: number;
}

/** The data that a worker gets inside its name, before any message. */
export interface Introduction extends Reading {
  readonly worker: number;
  /** The name that the page has given it. */
  readonly name: string;
}

export type ToWorker =
  /** The time in the page. */
  | ["time", Reading]
  /** The time in the page; the worker answers once its own tasks have run out. */
  | ["look", Reading, round: number]
  /** The time in the page; the worker fires its next timer that is due. */
  | ["fire", Reading]
  /** The document is back from the back/forward cache: the worker records its timers again. */
  | ["again"]
  /** The page has terminated the worker. */
  | ["end"];

export type ToPage =
  /** The observer is there, and the worker's own script comes next. */
  | ["ready"]
  | ["records", Message[]]
  /** Its own tasks have run out; `done` counts its records and its messages in both directions. */
  | ["settled", { round: number; done: number }]
  /** The worker ends, and this is its last message. */
  | ["ended"];

export function mark(said: ToWorker | ToPage): unknown {
  return { [MARK]: said };
}

/** The observers' message in `data`; null for a message of the page's own. */
export function readMark<T extends ToWorker | ToPage>(data: unknown): T | null {
  return typeof data === "object" && data !== null && MARK in data ? (data[MARK] as T) : null;
}

export function introduce(introduction: Introduction): string {
  return MARK + JSON.stringify(introduction);
}

/** The introduction of a worker by its name; null for a worker that was not introduced. */
export function readIntroduction(name: string): Introduction | null {
  return name.startsWith(MARK) ? (JSON.parse(name.slice(MARK.length)) as Introduction) : null;
}
