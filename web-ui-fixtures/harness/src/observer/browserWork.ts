import { countDatabases } from "./databases";
import { begin, endWith } from "./underWay";

/**
 * Counts the work that other threads of the browser do for the page, until the page gets the
 * result: transactions of IndexedDB, the Cache API, digests, files, pictures. No other record shows
 * that the page waits for it.
 */
export function countBrowserWork(): void {
  countDatabases();
  countFileReaders();
  countPictures();
  countPromises(Blob.prototype);
  if (!isSecureContext) return;
  for (const kind of [CacheStorage, Cache, SubtleCrypto, CookieStore])
    countPromises(kind.prototype);
}

function countFileReaders(): void {
  for (const name of ["readAsText", "readAsArrayBuffer", "readAsDataURL"] as const) {
    const native: (...given: [Blob]) => void = FileReader.prototype[name];
    FileReader.prototype[name] = function (...given: [Blob]): void {
      native.apply(this, given);
      endWith(this, ["loadend"]);
    };
  }
}

function countPictures(): void {
  const { toBlob } = HTMLCanvasElement.prototype;
  HTMLCanvasElement.prototype.toBlob = function (done, ...given): void {
    const end = begin();
    const call: BlobCallback = (blob) => {
      end();
      done(blob);
    };
    try {
      toBlob.call(this, call, ...given);
    } catch (error) {
      end();
      throw error;
    }
  };
  const native: (...given: [ImageBitmapSource]) => Promise<ImageBitmap> = self.createImageBitmap;
  self.createImageBitmap = (async (...given: [ImageBitmapSource]) =>
    native.apply(self, given).finally(begin())) as typeof self.createImageBitmap;
}

function countPromises(kind: object): void {
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(kind))) {
    if (typeof value !== "function" || name === "constructor") continue;
    Object.defineProperty(kind, name, {
      configurable: true,
      writable: true,
      value(this: unknown, ...given: unknown[]): unknown {
        const done: unknown = value.apply(this, given);
        return done instanceof Promise ? done.finally(begin()) : done;
      },
    });
  }
}
