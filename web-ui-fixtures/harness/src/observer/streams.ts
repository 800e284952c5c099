import { nameFailure } from "./failures";
import type { Asked } from "./fetches";
import { record } from "./link";

const NativeResponse = Response;
const getBody = Object.getOwnPropertyDescriptor(NativeResponse.prototype, "body")?.get;
const seen = new WeakMap<ReadableStream, ReadableStream>();

/**
 * Records the bodies that the page reads as streams, through `response.body`: by a reader, by `tee`
 * or a pipe, or by async iteration. `getFetch` returns the fetch that a response answers,
 * and `describe` the fields of a record for a body that was read to its end. A body counts
 * as being read only while the page waits for a part. So a page that stops in the middle of a body
 * can be at rest.
 */
export function recordStreams(
  getFetch: (response: Response) => Asked | undefined,
  describe: (body: string) => object,
): void {
  Object.defineProperty(NativeResponse.prototype, "body", {
    configurable: true,
    enumerable: true,
    get(this: Response) {
      const body = getBody?.call(this) as ReadableStream<Uint8Array<ArrayBuffer>> | null;
      const asked = getFetch(this);
      if (!body || asked === undefined) return body;
      const watched = seen.get(body) ?? watch(body, asked, describe);
      seen.set(body, watched);
      return watched;
    },
  });
}

/**
 * Returns a stream with the parts of `body`, which reads each part only when the page asks for it.
 */
function watch(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  { id, signal }: Asked,
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
          record("body_failed", { fetch: id, error: nameFailure(error, signal) });
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
