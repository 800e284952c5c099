/** @type {import("node:worker_threads").MessagePort} */
let port;

/**
 * Node calls it once, in the thread of its loader.
 *
 * @param {{port: import("node:worker_threads").MessagePort}} data
 */
export function initialize(data) {
  port = data.port;
}

/** @type {import("node:module").LoadHook} */
export async function load(url, context, nextLoad) {
  port.postMessage(url);
  return nextLoad(url, context);
}
