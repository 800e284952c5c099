import { readFileSync } from "node:fs";
import { buildPage } from "./page.js";
import { applyRegression } from "./regression.js";

/**
 * Builds pages: reads a JSON list of orders from standard input, writes one JSON line for each.
 *
 * An order is `{name, checkout, patch, workspace, out}`: the folder of the checkout, the path of a
 * patch to apply to a copy of its `src` in `workspace` (or null), and the folder to build into.
 * A line is `{name, ok: true, packages}` or `{name, ok: false, reason}`.
 *
 * @typedef {{name: string, checkout: string, patch: string | null, workspace: string, out: string}} Order
 */
const orders = /** @type {Order[]} */ (JSON.parse(readFileSync(0, "utf8")));

for (const order of orders) {
  let line;
  try {
    const source = order.patch
      ? applyRegression(order.checkout, order.patch, order.workspace)
      : `${order.checkout}/src`;
    line = {
      name: order.name,
      ok: true,
      packages: await buildPage(order.checkout, source, order.out),
    };
  } catch (error) {
    line = {
      name: order.name,
      ok: false,
      reason: error instanceof Error ? error.message : String(error),
    };
  }
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
