import { always, eventually, next, now } from "@antithesishq/bombadil";
import { actions, extract, weighted } from "@antithesishq/bombadil/browser";

export {
  noUncaughtExceptions,
  noUnhandledPromiseRejections,
} from "@antithesishq/bombadil/browser/defaults/properties";

const status = extract(
  (state) => /Status: (\w+)/.exec(state.document.body?.textContent ?? "")?.[1] ?? null,
);
const percent = extract((state) => {
  const bar = state.document.querySelector("[role=progressbar]");
  return bar ? Number(bar.getAttribute("aria-valuenow")) : null;
});
/** When the document began: another number after a reload. */
const began = extract((state) => state.window.performance.timeOrigin);
/** Milliseconds since the document last asked for the job. */
const sinceLastPoll = extract((state) => {
  const polls = state.window.performance
    .getEntriesByType("resource")
    .filter((entry) => /\/v1\/jobs\/[^/]+$/.test(new URL(entry.name).pathname));
  return state.window.performance.now() - Math.max(0, ...polls.map((entry) => entry.startTime));
});

/** The job ends within 4 s and all is in order again after 9 s. */
export const showsTheEnd = always(
  now(() => status.current !== null).implies(
    eventually(() => status.current === "completed").within(18, "seconds"),
  ),
);

export const staysCompleted = always(() => {
  const before = began.current;
  return now(() => status.current === "completed").implies(
    next(() => status.current === "completed" || began.current !== before),
  );
});

export const neverFallsBack = always(() => {
  const [before, reached] = [began.current, percent.current];
  return now(() => reached !== null).implies(
    next(
      () =>
        began.current !== before || percent.current === null || percent.current >= (reached ?? 0),
    ),
  );
});

/** A page that polls does it every 2 s; completed, it stops. */
export const stopsPolling = always(() => {
  const before = began.current;
  return now(() => status.current === "completed").implies(
    eventually(() => sinceLastPoll.current > 3_000 || began.current !== before).within(
      12,
      "seconds",
    ),
  );
});

const wait = actions(() => ["Wait"]);
const reload = actions(() => ["Reload"]);

export const watch = weighted([
  [30, wait],
  [1, reload],
]);
