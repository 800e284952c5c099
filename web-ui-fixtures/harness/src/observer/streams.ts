import { record } from "./link";

const NativeResponse = Response;
const getBody = Object.getOwnPropertyDescriptor(NativeResponse.prototype, "body")?.get;
const seen = new WeakMap<ReadableStream, ReadableStream>();

/**
 * Records the bodies that the page reads as streams, through `response.body`: by a reader, by `tee` or a
 * pipe, or by async iteration. `getFetch` says which fetch of the page's a response answers, `describe`
 * what a body that was read to its end says. A body is being read while a part is asked for that is not
 * there yet, so a page that leaves one half read is at rest all the same.
 */
export function recordStreams(
  getFetch: (response: Response) => number | undefined,
  describe: (body: string) => object,
): void {
  Object.defineProperty(NativeResponse.prototype, "body", {
    configurable: true,
    enumerable: true,
    get(this: Response) {
      const body = getBody?.call(this) as ReadableStream<Uint8Array<ArrayBuffer>> | null;
      const id = getFetch(this);
      if (!body || id === undefined) return body;
      const watched = seen.get(body) ?? watch(body, id, describe);
      seen.set(body, watched);
      return watched;
    },
  });
}

/** Hands on what is in `body`, part by part and not before the page asks for it. */
function watch(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  id: number,
  describe: (body: string) => object,
): ReadableStream {
  const decoder = new TextDecoder();
  let reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined;
  let text = "";
  const getReader = () => {
    reader ??= body.getReader();
    return reader;
  };
  return new ReadableStream(
    {
      type: "bytes",
      async pull(controller): Promise<void> {
        record("body_read_started", { fetch: id });
        try {
          const { done, value } = await getReader().read();
          if (done) {
            record("body_read", { fetch: id, ...describe(text + decoder.decode()) });
            controller.close();
            controller.byobRequest?.respond(0);
            return;
          }
          text += decoder.decode(value, { stream: true });
          record("body_part_read", { fetch: id });
          controller.enqueue(value);
        } catch (error) {
          const name = error instanceof Error || error instanceof DOMException ? error.name : "";
          record("body_failed", { fetch: id, error: name });
          throw error;
        }
      },
      async cancel(reason): Promise<void> {
        record("body_failed", { fetch: id, error: "cancelled" });
        await getReader().cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
