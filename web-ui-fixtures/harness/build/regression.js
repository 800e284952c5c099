import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { applyPatch, parsePatch } from "diff";

/**
 * Copies `src` of a checkout into `workspace` and applies a patch to the copy.
 *
 * Returns the folder of the patched `src`. Throws when a hunk does not fit to the letter: a patch
 * that only nearly applies takes out something other than what its header says.
 *
 * @param {string} checkout
 * @param {string} patchFile
 * @param {string} workspace
 * @returns {string}
 */
export function applyRegression(checkout, patchFile, workspace) {
  const source = join(workspace, "src");
  rmSync(workspace, { recursive: true, force: true });
  mkdirSync(workspace, { recursive: true });
  cpSync(join(checkout, "src"), source, { recursive: true });
  for (const file of parsePatch(readFileSync(patchFile, "utf8"))) {
    const name = (file.newFileName ?? "").replace(/^b\//, "");
    if (!name.startsWith("src/")) {
      throw new Error(`Failed to apply ${patchFile}: it changes ${name}, which is not below src/.`);
    }
    const path = join(workspace, name);
    const patched = applyPatch(readFileSync(path, "utf8"), file, { fuzzFactor: 0 });
    if (patched === false) {
      throw new Error(
        `Failed to apply ${patchFile}: a hunk for ${name} does not fit. Was the reference page changed?`,
      );
    }
    writeFileSync(path, patched);
  }
  return source;
}
