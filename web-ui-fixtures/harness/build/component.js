import { existsSync } from "node:fs";
import { join } from "node:path";

const PLACES = ["components/JobStatus", "components/JobStatus/index"];
const ENDS = ["tsx", "ts", "jsx", "js"];

/**
 * Returns the file of `JobStatus` in a checkout: `src/components/JobStatus`, a file or a folder with an
 * index.
 *
 * @param {string} checkout
 * @returns {string}
 */
export function findComponent(checkout) {
  for (const place of PLACES) {
    for (const end of ENDS) {
      const file = join(checkout, "src", `${place}.${end}`);
      if (existsSync(file)) return file;
    }
  }
  throw new Error(`${join(checkout, "src/components/JobStatus.tsx")} does not exist`);
}
