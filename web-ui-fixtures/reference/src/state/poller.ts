import type { Job } from "@/api/job";

/**
 * Why a job is polled:
 * `down`: the socket is down, polls are all there is;
 * `live`: the socket is open; a poll right away, and again whenever it stays silent too long;
 * `confirming`: the socket told the end; a poll fetches the results;
 * `done`: a poll told the end; nothing is asked any more.
 */
export type Phase = "down" | "live" | "confirming" | "done";

export const POLL_EVERY = 2_000;
export const SILENCE_LIMIT = 5_000;
export const ANSWER_LIMIT = 8_000;
export const LONGEST_PAUSE = 8_000;
export const CONFIRM_TRIES = 5;

interface Side {
  getJob(jobId: string, signal: AbortSignal): Promise<Job>;
  onAnswer(asked: number, job: Job): void;
  onNoAnswer(reason: string): void;
}

/** Asks for one job, as often as its phase calls for. Timers are plain ones: a fake clock drives it. */
export class Poller {
  readonly #jobId: string;
  readonly #side: Side;
  readonly #underWay = new Set<AbortController>();
  #phase: Phase | null = null;
  #asked = 0;
  #failures = 0;
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isStopped = false;

  constructor(jobId: string, side: Side) {
    this.#jobId = jobId;
    this.#side = side;
  }

  /** How many polls were asked so far; the number of the newest. */
  get asked(): number {
    return this.#asked;
  }

  /** Goes over to `phase`: asks at once, since what is known may be older than the change. */
  enter(phase: Phase): void {
    if (this.#isStopped) return; // It has ended for good.
    this.#phase = phase;
    this.#tries = 0;
    this.#failures = 0;
    if (phase === "done") clearTimeout(this.#timer);
    else void this.#ask();
  }

  /** The socket has spoken: its silence is counted anew. */
  noteHeard(): void {
    if (this.#phase === "live" && this.#underWay.size === 0) this.#askAfter(SILENCE_LIMIT);
  }

  /** Ends for good: no timer, nothing under way, and no answer is handed on any more. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    for (const each of this.#underWay) each.abort();
  }

  async #ask(): Promise<void> {
    clearTimeout(this.#timer);
    const asked = ++this.#asked;
    this.#tries += 1;
    const controller = new AbortController();
    const limit = setTimeout(() => controller.abort(), ANSWER_LIMIT);
    this.#underWay.add(controller);
    try {
      const job = await this.#side.getJob(this.#jobId, controller.signal);
      this.#end(controller, limit);
      if (this.#isStopped) return; // The answer was read just before.
      this.#failures = 0;
      this.#side.onAnswer(asked, job);
    } catch (error) {
      this.#end(controller, limit);
      if (this.#isStopped) return;
      this.#failures += 1;
      this.#side.onNoAnswer(error instanceof Error ? error.message : String(error));
    }
    if (asked === this.#asked) this.#planNext();
  }

  #end(controller: AbortController, limit: ReturnType<typeof setTimeout>): void {
    clearTimeout(limit);
    this.#underWay.delete(controller);
  }

  #planNext(): void {
    if (this.#phase === "done") return;
    if (this.#phase === "confirming" && this.#tries >= CONFIRM_TRIES) return;
    const isQuiet = this.#phase === "live" && this.#failures === 0;
    this.#askAfter(isQuiet ? SILENCE_LIMIT : pauseAfter(this.#failures));
  }

  #askAfter(pause: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), pause);
  }
}

/** 2 s, and after failures in a row 2, 4, then 8 s. */
export function pauseAfter(failures: number): number {
  return Math.min(LONGEST_PAUSE, POLL_EVERY * 2 ** Math.max(0, failures - 1));
}
