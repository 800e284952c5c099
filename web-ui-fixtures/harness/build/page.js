import { findEnvFiles, leadConfigToTheMock, leadToTheMock } from "./env.js";
import { addHarness, writeDocument } from "./harness.js";
import { InputsSeen } from "./inputs.js";
import { addMutants } from "./mutants.js";
import { standIn } from "./packages.js";
import { addPatch } from "./patch.js";
import { noteReads } from "./reads.js";
import { readBuildScript } from "./script.js";
import { insistOn } from "./settings.js";
import { chooseTools } from "./tools.js";
import { findNeeds, nameUnapplied } from "./unapplied.js";

const getReads = noteReads();

/**
 * A page as it was built: from which packages, with which config, and out of which files.
 *
 * `notApplied` names configs that were not read, `needs` says why the page would be another one with them.
 *
 * @typedef {{
 *   packages: Record<string, string>,
 *   config: string | null,
 *   envFiles: string[],
 *   notApplied: string[],
 *   needs: string[],
 *   inputs: import("./inputs.js").Inputs,
 *   sources: string[],
 * }} Built
 */

/**
 * @typedef {{checkout: string, patch: string | null, props: object, out: string, readsConfig: boolean}} Order
 */

/**
 * Builds a page with all of its mutants in it. It is built without them first, to know the sources that it
 * is made of.
 *
 * @param {Order} order
 * @param {import("./mutants.js").Mutation} mutation
 */
export async function buildMutatedPage(order, mutation) {
  const { sources: reached } = await buildPage(order);
  const { plugin, ...mutated } = await addMutants(order.checkout, reached, mutation);
  const built = await buildPage(order, [plugin]);
  return { built, mutated };
}

/**
 * Builds the harness around the `JobStatus` of a checkout into `out`, as the checkout's own build would:
 * with its own Vite and config where that Vite is installed. Where it is not, or `readsConfig` is false,
 * no config of the checkout's is run, and the answer names what was not applied.
 *
 * The process must stand in the folder of the checkout, as `vite build` does.
 *
 * @param {Order} order
 * @param {import("vite").Plugin[]} changes Plugins that hand the bundler other sources than the disk has.
 * @returns {Promise<Built>}
 */
export async function buildPage({ checkout, patch, props, out, readsConfig }, changes = []) {
  const tools = await chooseTools(checkout);
  const inputs = new InputsSeen();
  const script = readBuildScript(checkout);
  const isWhole = tools.isTheirs && readsConfig;
  const patches = patch ? [addPatch(checkout, patch)] : [];
  const { plugin: harness, seen } = addHarness(checkout);
  leadConfigToTheMock(tools, checkout, script.mode);
  /** @type {{config: string | null, envDir: string}} */
  const used = { config: null, envDir: checkout };
  await tools.vite.build({
    ...(isWhole ? chooseConfig(script) : standInForConfig(checkout, tools)),
    mode: script.mode,
    logLevel: "silent",
    clearScreen: false,
    plugins: [
      ...changes,
      ...patches,
      harness,
      ...(tools.isTheirs ? [] : [standIn(checkout)]),
      insistOn(out, tools, () => [
        ...changes,
        ...(patch ? [addPatch(checkout, patch)] : []),
        ...(tools.isTheirs ? [] : [standIn(checkout)]),
        inputs.watch(),
      ]),
      leadToTheMock(tools),
      inputs.watch(),
      writeDocument(props),
      {
        name: "jobstatus-e2e:used",
        configResolved(config) {
          used.config = config.configFile ?? null;
          used.envDir = config.envDir || checkout;
        },
      },
    ],
  });
  inputs.add(getReads());
  return {
    packages: { ...seen, vite: `${tools.version} (${tools.isTheirs ? "checkout" : "ours"})` },
    config: used.config,
    envFiles: findEnvFiles(used.envDir, script.mode),
    notApplied: isWhole ? [] : nameUnapplied(checkout),
    needs: isWhole ? [] : findNeeds(checkout, inputs.getSources(checkout)),
    inputs: inputs.describe(checkout),
    sources: inputs.getSources(checkout),
  };
}

/**
 * Returns the names of the checkout's configs that a build of it does not apply.
 *
 * @param {string} checkout
 * @param {boolean} readsConfig
 * @returns {Promise<string[]>}
 */
export async function nameLeftOut(checkout, readsConfig) {
  const { isTheirs } = await chooseTools(checkout);
  return isTheirs && readsConfig ? [] : nameUnapplied(checkout);
}

/** @param {import("./script.js").BuildScript} script */
function chooseConfig(script) {
  return script.config ? { configFile: script.config } : {};
}

/**
 * What stands in for a config that is not read: what the contract of a page says of it.
 *
 * @param {string} checkout
 * @param {import("./tools.js").Tools} tools
 * @returns {import("vite").InlineConfig}
 */
function standInForConfig(checkout, tools) {
  const isOxc = Number.parseInt(tools.version, 10) >= 8;
  /** @type {Record<string, unknown>} */
  const jsx = isOxc
    ? { oxc: { jsx: { runtime: "automatic" } } }
    : { esbuild: { jsx: "automatic" } };
  return {
    ...jsx,
    configFile: false,
    root: checkout,
    resolve: {
      alias: [{ find: /^@\//, replacement: `${checkout}/src/` }],
      ...(isOxc ? { tsconfigPaths: true } : {}),
    },
    css: { postcss: { plugins: [] } },
  };
}
