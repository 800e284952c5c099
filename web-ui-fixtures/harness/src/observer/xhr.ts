import { getBase } from "./base";
import { describeJob, readFile } from "./job";
import { isLeaving } from "./leaving";
import { record } from "./link";
import { recordProxy } from "./proxy";
import { nextRequest } from "./requests";
import { putTimeoutsOnTheClock, startTimeout } from "./xhrTimeouts";

interface Asked {
  readonly method: string;
  readonly target: string;
}

const askedBy = new WeakMap<XMLHttpRequest, Asked>();
const bodies = new WeakMap<XMLHttpRequest, unknown>();

function readBody(this: XMLHttpRequest): void {
  if (this.readyState !== XMLHttpRequest.DONE || !this.status) return;
  const isText = this.responseType === "" || this.responseType === "text";
  bodies.set(this, isText ? this.responseText : this.response);
}

/** Records each XMLHttpRequest as a fetch, because some clients (axios) use it. */
export function recordXhr(): void {
  putTimeoutsOnTheClock();
  const { open, send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (
    this: XMLHttpRequest,
    method: string,
    url: string | URL,
    ...rest: unknown[]
  ): void {
    const address = new URL(String(url), getBase());
    askedBy.set(this, {
      method: method.toUpperCase(),
      target: address.pathname + address.search,
    });
    (open as (...args: unknown[]) => void).call(this, method, url, ...rest);
    // Before the page's own listeners: one of them may abort the request that is done, and empty it.
    this.addEventListener("readystatechange", readBody);
  };
  XMLHttpRequest.prototype.send = function (
    this: XMLHttpRequest,
    body?: Document | XMLHttpRequestBodyInit | null,
  ): void {
    if (isLeaving()) return;
    const asked = askedBy.get(this);
    if (asked) watch(this, asked);
    send.call(this, body);
    startTimeout(this);
  };
}

function watch(request: XMLHttpRequest, asked: Asked): void {
  const id = nextRequest();
  record("fetch_started", { fetch: id, ...asked, cache: "default" });
  let isAnswered = false;
  request.addEventListener("readystatechange", () => {
    if (isAnswered || request.readyState < XMLHttpRequest.HEADERS_RECEIVED || !request.status)
      return;
    isAnswered = true;
    recordProxy(id, asked.target, request.getResponseHeader("X-Cache-Status"));
    record("fetch_answered", { fetch: id, status: request.status });
    record("body_read_started", { fetch: id });
  });
  const fail = (event: Event): void =>
    record(isAnswered ? "body_failed" : "fetch_failed", { fetch: id, error: event.type });
  request.addEventListener("load", () => {
    const body = bodies.get(request);
    const read = (known: unknown): void =>
      record("body_read", { fetch: id, ...describeJob(known) });
    if (body instanceof Blob) void readFile(body).then(read);
    else read(body);
  });
  for (const kind of ["error", "abort", "timeout"]) request.addEventListener(kind, fail);
}
