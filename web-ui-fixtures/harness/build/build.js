import { readFileSync, writeFileSync } from "node:fs";
import { buildPage, nameLeftOut } from "./page.js";
import { addWorkerObserver } from "./workerObserver.js";

/**
 * Builds pages of one checkout: reads a JSON object from standard input, writes a JSON list into the
 * file `answers`. What a Vite or its plugins print goes to standard output and error and means nothing.
 *
 * An order is `{name, patch, props, out}`: the path of a patch to see `src` through (or null), what the
 * component is handed beside its job, and the folder to build into. An answer is
 * `{name, ok: true, ...Built}` or `{name, ok: false, reason, notApplied}`.
 *
 * @typedef {{name: string, patch: string | null, props: object, out: string}} Order
 * @typedef {{checkout: string, readsConfig: boolean, orders: Order[], answers: string}} Job
 */
const { checkout, readsConfig, orders, answers } = /** @type {Job} */ (
  JSON.parse(readFileSync(0, "utf8"))
);

process.chdir(checkout);
const made = [];
for (const { name, ...order } of orders) {
  try {
    const built = await buildPage({ ...order, checkout, readsConfig });
    await addWorkerObserver(order.out);
    made.push({ name, ok: true, ...built });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    made.push({ name, ok: false, reason, notApplied: await nameLeftOut(checkout, readsConfig) });
  }
}
writeFileSync(answers, JSON.stringify(made));
// A plugin of the checkout's may leave something open that would keep the process.
process.exit(0);
