import { existsSync, realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { findOwner, getFile } from "./tools.js";

/**
 * What a bundle was made of.
 *
 * `files` were read; of the folders in `trees` any file could be, as they are packages of the
 * checkout's own workspace; those in `absent` would change the build if they came to be.
 *
 * @typedef {{files: string[], trees: string[], absent: string[]}} Inputs
 */

const POSTCSS = ["json", "yaml", "yml", "js", "cjs", "mjs", "ts", "cts", "mts"].flatMap((end) => [
  `postcss.config.${end}`,
  `.postcssrc.${end}`,
]);

/** What tools keep for themselves, and what the system tells of the machine. */
const PASSING = /\/node_modules\/\.(cache|vite)|^\/(dev|proc|sys)\//;

/** Collects what a bundle is made of, as the bundler itself lists it. */
export class InputsSeen {
  /** @type {Set<string>} */
  #ids = new Set();
  /** @type {Set<string>} */
  #modules = new Set();
  /** @type {Set<string>} */
  #read = new Set();

  /**
   * A Vite plugin that takes the list down, of a page's bundle or of a worker's.
   *
   * @returns {import("vite").Plugin}
   */
  watch() {
    const [ids, modules, read] = [this.#ids, this.#modules, this.#read];
    return {
      name: "jobstatus-e2e:inputs",
      enforce: "post",
      configResolved(config) {
        addFiles(read, [config.configFile, ...config.configFileDependencies]);
      },
      generateBundle() {
        for (const id of this.getModuleIds()) ids.add(id);
        addFiles(modules, ids);
        // Rolldown has no such list.
        const { getWatchFiles } = /** @type {{getWatchFiles?: () => string[]}} */ (
          /** @type {unknown} */ (this)
        );
        addFiles(read, getWatchFiles?.call(this) ?? []);
      },
    };
  }

  /**
   * Adds files that were read besides.
   *
   * @param {string[]} files
   */
  add(files) {
    addFiles(this.#read, files);
  }

  /**
   * The bundler's ids of the checkout's own sources.
   *
   * @param {string} checkout
   * @returns {string[]}
   */
  getSources(checkout) {
    return [...this.#ids].filter(
      (id) =>
        id.startsWith(`${checkout}/`) && !id.includes("/node_modules/") && existsSync(getFile(id)),
    );
  }

  /**
   * Everything that the bundle was made of; of the checkout itself any file counts besides.
   *
   * @param {string} checkout
   * @returns {Inputs}
   */
  describe(checkout) {
    /** @type {Set<string>} */
    const trees = new Set();
    const files = new Set([...this.#modules, ...this.#read]);
    for (const file of this.#modules) {
      const owner = findOwner(file);
      if (!owner) continue;
      files.add(join(owner, "package.json"));
      const isInstalled = owner.includes("/node_modules/");
      if (!isInstalled && !`${checkout}/`.startsWith(`${owner}/`)) trees.add(owner);
    }
    return {
      files: [...files].sort(),
      trees: [...trees].sort(),
      absent: listAbsent(checkout),
    };
  }
}

/**
 * @param {Set<string>} files
 * @param {Iterable<string | undefined>} ids
 */
function addFiles(files, ids) {
  for (const id of ids) {
    const file = getFile(id ?? "");
    if (!file.startsWith("/") || PASSING.test(file) || !existsSync(file)) continue;
    if (statSync(file).isFile()) files.add(realpathSync(file));
  }
}

/** @param {string} checkout */
function listAbsent(checkout) {
  const above = [];
  for (let folder = checkout; folder !== dirname(folder); ) {
    folder = dirname(folder);
    above.push(...POSTCSS.map((name) => join(folder, name)));
  }
  return above.filter((file) => !existsSync(file));
}
