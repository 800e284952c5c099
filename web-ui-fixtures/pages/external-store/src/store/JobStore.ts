import { type JobEvent, keepEnd, listenToJob, recallEnd } from "@jobstatus-e2e/parts";
import { apiClient } from "@/api/client";
import { afterAnswer, afterEvent, hasEnded, type JobView, START } from "@/store/jobView";

const POLL_EVERY = 2_000;
const SILENCE_LIMIT = 5_000;

/**
 * A job outside React, for `useSyncExternalStore`: watched while somebody is subscribed.
 *
 * What it learns it keeps at once; what it shows changes once a frame, however many events came between.
 */
export class JobStore {
  readonly #jobId: string;
  readonly #listeners = new Set<() => void>();
  #view: JobView;
  #painted: JobView;
  #frame: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #underWay: AbortController | undefined;
  #hangUp: (() => void) | undefined;

  constructor(jobId: string) {
    this.#jobId = jobId;
    this.#view = { ...START, ...recallEnd(jobId) };
    this.#painted = this.#view;
  }

  readonly getSnapshot = (): JobView => this.#painted;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) this.#start();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#stop();
    };
  };

  #start(): void {
    this.#hangUp = listenToJob(this.#jobId, {
      onOpen: () => this.#turn(true),
      onClose: () => this.#turn(false),
      onEvent: (event) => this.#takeEvent(event),
    });
    void this.#ask();
  }

  #stop(): void {
    this.#hangUp?.();
    clearTimeout(this.#timer);
    this.#underWay?.abort();
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }

  #turn(isConnected: boolean): void {
    this.#set({ ...this.#view, isConnected });
    // What is known may be older than the socket's coming or going.
    void this.#ask();
  }

  #takeEvent(event: JobEvent): void {
    this.#set(afterEvent(this.#view, event));
    if (hasEnded(this.#view)) return;
    // A poll that is under way was asked before the event, and would be answered with less.
    this.#underWay?.abort();
    this.#askAfter(SILENCE_LIMIT);
  }

  async #ask(): Promise<void> {
    if (this.#view.isConfirmed) return;
    clearTimeout(this.#timer);
    this.#underWay?.abort();
    this.#underWay = new AbortController();
    const { signal } = this.#underWay;
    let pause = POLL_EVERY;
    try {
      const job = await apiClient.getJob(this.#jobId, signal);
      if (signal.aborted) return;
      this.#set(afterAnswer(this.#view, job));
      if (this.#view.isConnected && !hasEnded(this.#view)) pause = SILENCE_LIMIT;
    } catch (error) {
      if (signal.aborted) return;
      this.#set({ ...this.#view, trouble: error instanceof Error ? error.message : String(error) });
    }
    if (this.#view.isConfirmed) this.#hangUp?.();
    else this.#askAfter(pause);
  }

  #askAfter(pause: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), pause);
  }

  #set(view: JobView): void {
    this.#view = view;
    if (view.isLearned) keepEnd(this.#jobId, view);
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#painted = this.#view;
      for (const listener of this.#listeners) listener();
    });
  }
}
