import { type Fields, getNow, record } from "./link";
import { introduce, mark, readMark, type ToPage, type ToWorker } from "./mark";
import { onOrder } from "./orders";
import { leadThroughObserver } from "./throughObserver";
import { announceWorker, describe } from "./unseen";

/** A worker that has an observer, as the page's observer knows it. */
interface Seen {
  readonly number: number;
  readonly script: string;
  say(said: ToWorker): void;
  isReady: boolean;
  isEnding: boolean;
  /** The worker's count of its records and messages, as it last told. */
  done: number;
  hasMoved: boolean;
}

/**
 * One question to all workers: the workers that were asked, and those that have not answered yet.
 */
interface Round {
  readonly asked: readonly Seen[];
  readonly left: Set<Seen>;
  then(haveMoved: boolean): void;
}

const alive = new Map<number, Seen>();
let made = 0;
let messages = 0;
let told = "";
let watcher: () => void = () => undefined;
let rounds = 0;
const waiting = new Map<number, Round>();

/**
 * Makes each Web Worker of the page start with an observer of its own (`src/worker`). This observer
 * records like that of the page, keeps the page's virtual time, and sends its records to the page.
 * The two observers use the worker's own channel, so that their messages stay in order with those
 * of page and worker; listeners of the page and the worker do not get them.
 *
 * `terminate` lets the worker first take in the messages that were sent before, and then ends it.
 * Without this, the machine would decide how far the worker comes.
 */
export function recordWorkers(): void {
  const Native = window.Worker;
  window.Worker = class extends Native {
    readonly #seen: Seen | null = null;

    constructor(script: string | URL, options?: WorkerOptions) {
      const through = leadThroughObserver(script, options?.type ?? "classic");
      const introduced = { worker: made + 1, name: options?.name ?? "", ...getReading() };
      super(through ?? script, through ? { ...options, name: introduce(introduced) } : options);
      if (!through) {
        announceWorker("Web Worker", script);
        return;
      }
      made += 1;
      const seen: Seen = {
        number: made,
        script: describe(script),
        say: (said) => super.postMessage(mark(said)),
        isReady: false,
        isEnding: false,
        done: 0,
        hasMoved: false,
      };
      this.#seen = seen;
      alive.set(seen.number, seen);
      announce(seen);
      this.addEventListener("message", (event) => {
        const said = readMark<ToPage>(event.data);
        if (said || seen.isEnding) event.stopImmediatePropagation();
        if (said) take(seen, said, () => super.terminate());
        else if (!seen.isEnding) noteMessage();
      });
      this.addEventListener("error", () => {
        noteMessage();
        // An error before the observer is ready means that the script cannot be loaded.
        if (!seen.isReady) forget(seen);
      });
    }

    override postMessage(message: unknown, rest?: unknown): void {
      if (this.#seen && alive.has(this.#seen.number)) {
        tellTime();
        noteMessage();
      }
      super.postMessage(message, rest as StructuredSerializeOptions);
    }

    override terminate(): void {
      const seen = this.#seen;
      if (!seen || !alive.has(seen.number)) super.terminate();
      else if (!seen.isEnding) {
        seen.isEnding = true;
        seen.say(["end"]);
        noteMessage();
      }
    }
  };
  onOrder("fire_worker", ({ worker }) => alive.get(Number(worker))?.say(["fire", getReading()]));
}

/** Sets the one function that is called for each message between the page and a worker. */
export function onWorkerMessage(next: () => void): void {
  watcher = next;
}

/** The count of messages between the page and its workers, in both directions. */
export function getMessageCount(): number {
  return messages;
}

export function hasWorkers(): boolean {
  return alive.size > 0;
}

/** Sends the workers the time in the page, if it has changed. */
export function tellTime(): void {
  if (!hasWorkers()) return;
  const reading = getReading();
  if (told === JSON.stringify(reading)) return;
  told = JSON.stringify(reading);
  for (const each of alive.values()) each.say(["time", reading]);
}

/**
 * Calls `then` once each worker has taken in all its messages and its own tasks have run out.
 * `then` gets whether any worker has made a record or a message since the last call.
 */
export function settleWorkers(then: (haveMoved: boolean) => void): void {
  const asked = [...alive.values()];
  rounds += 1;
  waiting.set(rounds, { asked, left: new Set(asked), then });
  for (const each of asked) {
    each.hasMoved = false;
    each.say(["look", getReading(), rounds]);
  }
  endRounds();
}

function endRounds(): void {
  for (const [number, { asked, left, then }] of waiting) {
    if (left.size > 0) continue;
    waiting.delete(number);
    then(asked.some((each) => each.hasMoved || !alive.has(each.number)));
  }
}

/** Records again each living worker: a document from the back/forward cache still has them. */
export function announceWorkersAgain(): void {
  for (const each of alive.values()) {
    announce(each);
    each.say(["again"]);
  }
}

function take(seen: Seen, said: ToPage, terminate: () => void): void {
  switch (said[0]) {
    case "ready":
      seen.isReady = true;
      break;
    case "records":
      for (const [kind, fields] of said[1]) record(kind, fields as Fields);
      break;
    case "settled":
      seen.hasMoved ||= seen.done !== said[1].done;
      seen.done = said[1].done;
      waiting.get(said[1].round)?.left.delete(seen);
      endRounds();
      break;
    case "ended":
      terminate();
      forget(seen);
  }
}

function announce({ number, script }: Seen): void {
  record("worker_started", { worker: number, sort: "Web Worker", script, is_observed: true });
}

function forget(seen: Seen): void {
  if (!alive.delete(seen.number)) return;
  record("worker_ended", { worker: seen.number });
  for (const round of waiting.values()) round.left.delete(seen);
  endRounds();
}

function noteMessage(): void {
  messages += 1;
  watcher();
}

function getReading(): { now: number; date: number } {
  return { now: getNow(), date: Date.now() };
}
