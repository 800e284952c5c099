import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const HARNESS = fileURLToPath(new URL("..", import.meta.url));

const FILE = "worker-observer.js";

/** @type {string | null} */
let built = null;

/**
 * Puts the observer of a page's workers into `out`; only the first call of a process builds it.
 *
 * @param {string} out
 */
export async function addWorkerObserver(out) {
  if (built) {
    copyFileSync(built, join(out, FILE));
    return;
  }
  await buildWorkerObserver(out);
  built = join(out, FILE);
}

/**
 * Builds the observer of a page's workers into `out`, as `worker-observer.js`: one classic script, which
 * `importScripts` and `import` load alike. It has nothing of any checkout in it.
 *
 * @param {string} out
 */
async function buildWorkerObserver(out) {
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
        fileName: () => FILE,
      },
    },
  });
}
