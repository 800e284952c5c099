import { fileURLToPath } from "node:url";
import { build } from "vite";

const HARNESS = fileURLToPath(new URL("..", import.meta.url));

/**
 * Builds the observer of a page's workers into `out`, as `worker-observer.js`: one classic script, which
 * `importScripts` and `import` load alike. It has nothing of any checkout in it.
 *
 * @param {string} out
 */
export async function buildWorkerObserver(out) {
  await build({
    configFile: false,
    root: HARNESS,
    envDir: false,
    publicDir: false,
    logLevel: "silent",
    build: {
      outDir: out,
      emptyOutDir: false,
      reportCompressedSize: false,
      lib: {
        entry: "src/worker/index.ts",
        formats: ["iife"],
        name: "jobstatusObserver",
        fileName: () => "worker-observer.js",
      },
    },
  });
}
