import { getBase } from "./base";
import { nameFailure } from "./failures";
import { describeJob, readFile } from "./job";
import { isLeaving } from "./leaving";
import { record } from "./link";
import { recordProxy } from "./proxy";
import { nextRequest } from "./requests";
import { recordStreams } from "./streams";

type BodyReader = "json" | "text" | "arrayBuffer" | "blob" | "formData" | "bytes";
const READERS: readonly BodyReader[] = ["json", "text", "arrayBuffer", "blob", "formData", "bytes"];

/** A fetch by its number, and the signal by which the page may give it up. */
export interface Asked {
  readonly id: number;
  readonly signal: AbortSignal | null;
}

const fetchOf = new WeakMap<Response, Asked>();

/**
 * Records each `fetch` of the page: started, answered (headers), body read, failed. `fetch`
 * resolves with the headers and the body is read later, so both are counted. Responses are never
 * changed.
 */
export function recordFetches(): void {
  const nativeFetch = self.fetch;
  self.fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    if (isLeaving() && !init?.keepalive) return new Promise(() => undefined);
    const id = nextRequest();
    const asked = describeRequest(input, init);
    const signal = init?.signal ?? (input instanceof Request ? input.signal : null);
    record("fetch_started", { fetch: id, ...asked });
    try {
      const response = await nativeFetch.call(self, input, init);
      fetchOf.set(response, { id, signal });
      recordProxy(id, asked.target, response.headers.get("X-Cache-Status"));
      record("fetch_answered", { fetch: id, status: response.status });
      return response;
    } catch (error) {
      record("fetch_failed", { fetch: id, error: nameFailure(error, signal) });
      throw error;
    }
  };
  for (const reader of READERS) recordReader(reader);
  recordStreams((response) => fetchOf.get(response), describeJob);
  const clone = Response.prototype.clone;
  Response.prototype.clone = function (this: Response): Response {
    const copy = clone.call(this);
    const asked = fetchOf.get(this);
    if (asked !== undefined) fetchOf.set(copy, asked);
    return copy;
  };
}

function recordReader(name: BodyReader): void {
  const read = Response.prototype[name] as ((this: Response) => Promise<unknown>) | undefined;
  if (!read) return;
  Object.defineProperty(Response.prototype, name, {
    configurable: true,
    writable: true,
    value: async function (this: Response): Promise<unknown> {
      const asked = fetchOf.get(this);
      if (asked === undefined) return read.call(this);
      const { id, signal } = asked;
      record("body_read_started", { fetch: id });
      try {
        const body = await read.call(this);
        record("body_read", { fetch: id, ...describeJob(await readFile(body)) });
        return body;
      } catch (error) {
        record("body_failed", { fetch: id, error: nameFailure(error, signal) });
        throw error;
      }
    },
  });
}

function describeRequest(
  input: RequestInfo | URL,
  init?: RequestInit,
): { method: string; target: string; cache: string } {
  const asked = input instanceof Request ? input : null;
  const address = new URL(asked ? asked.url : String(input), getBase());
  return {
    method: (init?.method ?? asked?.method ?? "GET").toUpperCase(),
    target: address.pathname + address.search,
    cache: init?.cache ?? asked?.cache ?? "default",
  };
}
