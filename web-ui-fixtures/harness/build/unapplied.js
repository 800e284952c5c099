import { existsSync } from "node:fs";
import { join } from "node:path";

const CONFIGS = ["vite.config", "postcss.config", ".postcssrc", "tailwind.config"];
const ENDS = ["js", "mjs", "ts", "cjs", "mts", "cts", "json", "yaml", "yml"];

/**
 * Returns the names of the checkout's configs, none of which a build without its own tools applies.
 *
 * @param {string} checkout
 * @returns {string[]}
 */
export function nameUnapplied(checkout) {
  const names = CONFIGS.flatMap((name) => ENDS.map((end) => `${name}.${end}`));
  return names.filter((name) => existsSync(join(checkout, name)));
}
