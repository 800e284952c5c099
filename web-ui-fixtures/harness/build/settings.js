import { stripVTControlCharacters } from "node:util";
import { ENTRY } from "./harness.js";

/**
 * A Vite plugin that has the last word on the few settings without which the harness is not built:
 * where the bundle goes and what it begins with, one file of script, addresses relative to the document,
 * and source maps. All others stay as the checkout's config and its plugins have them.
 *
 * `workerPlugins` returns the plugins that go before the checkout's own into the bundle of each worker.
 *
 * @param {string} out
 * @param {import("./tools.js").Tools} tools
 * @param {() => import("vite").Plugin[]} workerPlugins
 * @returns {import("vite").Plugin}
 */
export function insistOn(out, tools, workerPlugins) {
  return {
    name: "jobstatus-e2e:settings",
    enforce: "post",
    config: {
      order: "post",
      handler(config) {
        config.base = "./";
        if (config.experimental) delete config.experimental.renderBuiltUrl;
        if (config.environments?.client) delete config.environments.client.build;
        const build = config.build ?? {};
        config.build = build;
        for (const name of /** @type {const} */ (["lib", "ssr", "watch", "manifest"])) {
          delete build[name];
        }
        build.outDir = out;
        build.emptyOutDir = true;
        build.sourcemap = "hidden";
        build.modulePreload = false;
        build.reportCompressedSize = false;
        // Vite 8 calls it rolldownOptions, and keeps the older name as another for the same.
        const name = isRolldown(tools) ? "rolldownOptions" : "rollupOptions";
        /** @type {Record<string, any>} */
        const theirs = build[name] ?? build.rollupOptions ?? {};
        const { external: _, onLog: __, output, ...kept } = theirs;
        const options = { ...kept, input: ENTRY, output: describeOutput(output, tools), onwarn };
        Object.assign(build, { [name]: options });
        const theirPlugins = config.worker?.plugins;
        config.worker = {
          ...config.worker,
          plugins: () => [...workerPlugins(), ...(theirPlugins?.() ?? [])],
        };
      },
    },
  };
}

/**
 * What is imported and cannot be found would be left to the browser, which finds it even less.
 *
 * @param {{code?: string, message: string, exporter?: string, id?: string}} warning
 */
function onwarn({ code, message, exporter, id }) {
  if (code !== "UNRESOLVED_IMPORT") return;
  // Rolldown says both in its message alone.
  const said = stripVTControlCharacters(message).split("\n")[0];
  const missing = exporter && id ? `'${exporter}' is imported by ${id}` : said;
  throw new Error(`${missing}: it is neither installed nor an alias that is known.`);
}

/**
 * @param {any} theirs
 * @param {import("./tools.js").Tools} tools
 */
function describeOutput(theirs, tools) {
  const first = Array.isArray(theirs) ? theirs[0] : theirs;
  const inOneFile =
    isRolldown(tools) && Number.parseInt(tools.version, 10) >= 8
      ? { codeSplitting: false }
      : { inlineDynamicImports: true };
  return { plugins: first?.plugins, ...inOneFile };
}

/** @param {import("./tools.js").Tools} tools */
function isRolldown(tools) {
  return "rolldownVersion" in tools.vite;
}
