import { join } from "node:path";
import { findPackage, HARNESS } from "./tools.js";

const ONE_OF_A_KIND = /^react(-dom)?($|\/)/;
const NOT_BARE = /^[./\0]|^@\/|^virtual:/;

/**
 * A Vite plugin for a checkout whose own tools are not installed: a bare import comes from the checkout
 * where it is installed there, and from our packages else. React comes from one place for all.
 *
 * @param {string} checkout
 * @returns {import("vite").Plugin}
 */
export function standIn(checkout) {
  const theirs = join(checkout, "package.json");
  const ours = join(HARNESS, "package.json");
  const hasReact = findPackage(checkout, "react") && findPackage(checkout, "react-dom");
  return {
    name: "jobstatus-e2e:packages",
    enforce: "pre",
    async resolveId(id, importer, options) {
      if (!importer || NOT_BARE.test(id)) return null;
      if (ONE_OF_A_KIND.test(id)) {
        return this.resolve(id, hasReact ? theirs : ours, { ...options, skipSelf: true });
      }
      for (const place of [importer, theirs, ours]) {
        const found = await this.resolve(id, place, { ...options, skipSelf: true });
        if (found) return found;
      }
      throw new Error(
        `'${id}' is imported by ${importer}: it is neither installed nor an alias that is known.`,
      );
    },
  };
}
