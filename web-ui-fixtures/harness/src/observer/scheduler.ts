import { begin } from "./underWay";

interface PostTaskOptions {
  readonly priority?: string;
  readonly signal?: AbortSignal;
  readonly delay?: number;
}

type PostTask = (task: () => unknown, options?: PostTaskOptions) => Promise<unknown>;

interface TaskScheduler {
  postTask: PostTask;
  yield?: () => Promise<void>;
}

/**
 * Puts `scheduler` on virtual time: a task with a delay waits in a timer, which is recorded as any
 * other, and a task without one, as `scheduler.yield`, is under way until it has run. The browser
 * would count the delay on real time, which does not pass in a play. Call this before timers are
 * recorded.
 */
export function scheduleOnVirtualTime(): void {
  const { scheduler } = self as { scheduler?: TaskScheduler };
  if (!scheduler) return;
  const postTask = scheduler.postTask.bind(scheduler);
  const postAtOnce: PostTask = (task, options) => {
    const end = begin();
    // The caller is told in the same turn, and the end may not come before that.
    const posted = postTask(task, options);
    posted.then(end, end);
    return posted;
  };
  scheduler.postTask = (task, options = {}) => {
    const { delay = 0, ...others } = options;
    return delay > 0
      ? wait(delay, others.signal).then(() => postAtOnce(task, others))
      : postAtOnce(task, others);
  };
  const yieldNow = scheduler.yield?.bind(scheduler);
  if (!yieldNow) return;
  scheduler.yield = () => {
    const yielded = yieldNow();
    const end = begin();
    yielded.then(end, end);
    return yielded;
  };
}

/** Resolves after `delay` ms of virtual time; rejects with the reason once `signal` aborts. */
function wait(delay: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((done, fail) => {
    if (signal?.aborted) {
      fail(signal.reason);
      return;
    }
    const stop = (): void => {
      self.clearTimeout(timer);
      fail(signal?.reason);
    };
    const timer = self.setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      done();
    }, delay);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
