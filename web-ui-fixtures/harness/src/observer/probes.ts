import { describeJob } from "./job";
import { record } from "./link";
import { onOrder } from "./orders";
import { recordProxy } from "./proxy";

const nativeFetch = window.fetch;
let probes = 0;

/**
 * Asks for a job as an unprotected page would, on the stage's order: a plain `fetch` in this
 * document, through the browser's own cache. It is no poll of the page, which does not get the
 * answer.
 */
export function answerProbes(): void {
  onOrder("probe", ({ job, query }) => {
    probes += 1;
    void probe(probes, `/v1/jobs/${String(job)}${String(query)}`);
  });
}

async function probe(id: number, target: string): Promise<void> {
  record("probe_started", { probe: id, target });
  const response = await nativeFetch.call(window, target);
  const body = await response.text();
  recordProxy(-id, target, response.headers.get("X-Cache-Status"));
  record("probe_answered", { probe: id, ...describeJob(body) });
}
