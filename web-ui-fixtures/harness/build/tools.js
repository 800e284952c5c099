import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The folder of the harness. */
export const HARNESS = fileURLToPath(new URL("..", import.meta.url));

/** The folder of an installed package at the beginning of a path in it. */
const INSTALLED = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//;

/**
 * A Vite: its module, its version, and whether it is the checkout's own or ours.
 *
 * @typedef {{vite: typeof import("vite"), version: string, isTheirs: boolean}} Tools
 */

/**
 * Returns the Vite that the checkout's own build would run, wherever Node finds it from there (its
 * `node_modules`, or those of a workspace above it); ours where it finds none.
 *
 * @param {string} checkout
 * @returns {Promise<Tools>}
 */
export async function chooseTools(checkout) {
  const theirs = findPackage(checkout, "vite");
  const folder = theirs ?? findPackage(HARNESS, "vite");
  if (!folder) throw new Error("web-ui-fixtures/node_modules has no vite. Run `make setup`.");
  const { version } = readManifest(folder);
  // Vite's main file for `import` has had this name since its version 3; `require` finds another.
  const main = pathToFileURL(join(folder, "dist", "node", "index.js"));
  return { vite: await import(main.href), version, isTheirs: theirs !== null };
}

/**
 * Returns the folder of an installed package as Node finds it from `place`, or null.
 *
 * @param {string} place
 * @param {string} name
 * @returns {string | null}
 */
export function findPackage(place, name) {
  try {
    return dirname(createRequire(join(place, "package.json")).resolve(`${name}/package.json`));
  } catch {
    return null;
  }
}

/**
 * Returns the `package.json` in `folder`; an empty one where there is none.
 *
 * @param {string} folder
 * @returns {Record<string, any>}
 */
export function readManifest(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  } catch {
    return {};
  }
}

/**
 * Returns the folder of the package that a file belongs to, or null.
 *
 * @param {string} file
 * @returns {string | null}
 */
export function findOwner(file) {
  const installed = INSTALLED.exec(file)?.[1];
  if (installed) return installed;
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    // A package.json without a name only says how the files beside it are to be read.
    if (readManifest(folder).name) return folder;
  }
  return null;
}

/**
 * Returns the path of the file that a bundler's id of a module stands for.
 *
 * @param {string} id
 * @returns {string}
 */
export function getFile(id) {
  return id.replace(/^\0/, "").split("?")[0] ?? id;
}
