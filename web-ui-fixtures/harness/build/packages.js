import { createRequire } from "node:module";
import { join } from "node:path";

const ONE_OF_A_KIND = /^react(-dom)?($|\/)/;

/**
 * A Vite plugin that resolves bare imports from the checkout first and from the harness else, and a
 * record of which package came from where: `"checkout"` or `"ours"`, with its version for React.
 *
 * @param {string} checkout
 * @param {string} harness
 * @returns {{plugin: import("vite").Plugin, seen: Record<string, string>}}
 */
export function packagesOf(checkout, harness) {
  /** @type {Record<string, string>} */
  const seen = {};
  const theirs = join(checkout, "package.json");
  const ours = join(harness, "package.json");
  const hasReact = canResolve(theirs, "react") && canResolve(theirs, "react-dom/client");
  seen.react = `${versionOf(hasReact ? theirs : ours, "react")} (${hasReact ? "checkout" : "ours"})`;

  return {
    seen,
    plugin: {
      name: "jobstatus-e2e:packages",
      enforce: "pre",
      async resolveId(id, importer, options) {
        if (
          !importer ||
          id.startsWith(".") ||
          id.startsWith("/") ||
          id.startsWith("\0") ||
          id.startsWith("@/")
        ) {
          return null;
        }
        if (ONE_OF_A_KIND.test(id)) {
          return this.resolve(id, hasReact ? theirs : ours, { ...options, skipSelf: true });
        }
        for (const place of [importer, theirs, ours]) {
          const found = await this.resolve(id, place, { ...options, skipSelf: true });
          if (found) return found;
        }
        throw new Error(
          `'${id}' is imported by ${importer} and is not installed. Run the checkout's package manager (npm ci) first.`,
        );
      },
    },
  };
}

/** @param {string} from @param {string} id */
function canResolve(from, id) {
  try {
    createRequire(from).resolve(id);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} from @param {string} id */
function versionOf(from, id) {
  return String(createRequire(from)(`${id}/package.json`).version);
}
