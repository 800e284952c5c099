import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { applyPatch, parsePatch } from "diff";

const ENDS = ["", ".tsx", ".ts", ".jsx", ".js", "/index.tsx", "/index.ts"];

/**
 * A Vite plugin that gives the bundler the files of a checkout as a patch changes them; on the disk
 * nothing is changed.
 *
 * Throws when a hunk does not fit to the letter: a patch that only nearly applies takes out something
 * other than what its header says.
 *
 * @param {string} checkout
 * @param {string} patchFile
 * @returns {import("vite").Plugin}
 */
export function addPatch(checkout, patchFile) {
  const patched = readPatched(checkout, patchFile);
  return {
    name: "jobstatus-e2e:patch",
    enforce: "pre",
    resolveId(id, importer) {
      if (!importer || !id.startsWith(".")) return null;
      const path = resolve(dirname(importer), id);
      // A file that is on the disk is found without this plugin.
      return ENDS.map((end) => path + end).find((each) => patched.has(each) && !existsSync(each));
    },
    load: (id) => patched.get(id.split("?")[0] ?? id) ?? null,
  };
}

/**
 * @param {string} checkout
 * @param {string} patchFile
 * @returns {Map<string, string>}
 */
function readPatched(checkout, patchFile) {
  /** @type {Map<string, string>} */
  const patched = new Map();
  for (const file of parsePatch(readFileSync(patchFile, "utf8"))) {
    const name = (file.newFileName ?? "").replace(/^b\//, "");
    if (!name.startsWith("src/")) {
      throw new Error(`Failed to apply ${patchFile}: it changes ${name}, which is not below src/.`);
    }
    const path = join(checkout, name);
    const before = existsSync(path) ? readFileSync(path, "utf8") : "";
    const after = applyPatch(before, file, { fuzzFactor: 0 });
    if (after === false) {
      throw new Error(
        `Failed to apply ${patchFile}: a hunk for ${name} does not fit. Was the page changed?`,
      );
    }
    patched.set(path, after);
  }
  return patched;
}
