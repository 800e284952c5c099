import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { packagesOf } from "./packages.js";

const HARNESS = fileURLToPath(new URL("..", import.meta.url));

/**
 * Builds the harness around `JobStatus` of `source` (a `src` folder) into `out`.
 *
 * Bare imports of the checkout come from its own `node_modules` where they are installed, else from
 * ours; React comes from one place for page and harness alike. The checkout's own Vite config, env
 * files and tsconfig are not read: page-contract.md says all that counts. Returns which package came
 * from where.
 *
 * @param {string} checkout
 * @param {string} source
 * @param {string} out
 * @returns {Promise<Record<string, string>>}
 */
export async function buildPage(checkout, source, out) {
  if (
    !["tsx", "ts", "jsx", "js"].some((end) =>
      existsSync(join(source, `components/JobStatus.${end}`)),
    )
  ) {
    throw new Error(`${join(source, "components/JobStatus.tsx")} does not exist`);
  }
  const { plugin, seen } = packagesOf(checkout, HARNESS);
  await build({
    configFile: false,
    root: HARNESS,
    envDir: false,
    publicDir: false,
    base: "./",
    logLevel: "silent",
    plugins: [plugin],
    resolve: { alias: [{ find: /^@\//, replacement: `${source}/` }] },
    oxc: { jsx: { runtime: "automatic" } },
    css: { postcss: { plugins: [] } },
    build: {
      outDir: out,
      emptyOutDir: true,
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: { output: { codeSplitting: false }, onwarn: () => undefined },
    },
  });
  return seen;
}
