import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildMutatedPage, buildPage, nameLeftOut } from "./page.js";
import { addWorkerObserver } from "./workerObserver.js";

/**
 * Builds pages of one checkout: reads a JSON object from standard input, writes a JSON list into the
 * file `answers`. What a Vite or its plugins print goes to standard output and error and means nothing.
 *
 * An order is `{name, patch, props, out, mutation}`: the path of a patch to see `src` through (or null), what
 * the component is handed beside its job, the folder to build into, and what of the source to mutate (or
 * null). What was mutated goes into that folder, as `mutants.json`: `{mutants, sources, reached}`. An answer is
 * `{name, ok: true, ...Built}` or `{name, ok: false, reason, notApplied}`.
 *
 * @typedef {{
 *   name: string,
 *   patch: string | null,
 *   props: object,
 *   out: string,
 *   mutation: import("./mutants.js").Mutation | null,
 * }} Order
 * @typedef {{checkout: string, readsConfig: boolean, orders: Order[], answers: string}} Job
 */
const { checkout, readsConfig, orders, answers } = /** @type {Job} */ (
  JSON.parse(readFileSync(0, "utf8"))
);

process.chdir(checkout);
const made = [];
for (const { name, mutation, ...order } of orders) {
  try {
    const built = await build({ ...order, checkout, readsConfig }, mutation);
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

/**
 * @param {import("./page.js").Order} order
 * @param {import("./mutants.js").Mutation | null} mutation
 */
async function build(order, mutation) {
  if (mutation === null) return buildPage(order);
  const { built, mutated } = await buildMutatedPage(order, mutation);
  writeFileSync(join(order.out, "mutants.json"), JSON.stringify(mutated));
  return built;
}
