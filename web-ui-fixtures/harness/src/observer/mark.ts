import type { Message } from "./link";

/** What page and worker say to each other beside their own messages carries this key. */
const MARK = "jobstatus-e2e";

/** What the page's clocks say: virtual milliseconds, and the reading of `Date`, which may be set back. */
export interface Reading {
  readonly now: number;
  readonly date: number;
}

/** What a worker is told with its name, before anything else. */
export interface Introduction extends Reading {
  readonly worker: number;
  /** The name that the page has given it. */
  readonly name: string;
}

export type ToWorker =
  /** Time is this now. */
  | ["time", Reading]
  /** Time is this now; the worker answers once its own tasks have run out. */
  | ["look", Reading, round: number]
  /** Time is this now; the next timer that is due fires. */
  | ["fire", Reading]
  /** The document was kept, and comes back: the worker says once more what it has. */
  | ["again"]
  /** The page has terminated the worker. */
  | ["end"];

export type ToPage =
  /** The observer is there, and the worker's own script comes next. */
  | ["ready"]
  | ["records", Message[]]
  /** Its own tasks have run out; `done` counts all that it has recorded, sent and been sent. */
  | ["settled", { round: number; done: number }]
  /** It ends, and nothing comes behind this. */
  | ["ended"];

export function mark(said: ToWorker | ToPage): unknown {
  return { [MARK]: said };
}

/** What the observers said with this message; null for a message of the page's own. */
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
