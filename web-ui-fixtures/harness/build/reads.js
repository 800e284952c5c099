import fs from "node:fs";
import { createRequire, register, syncBuiltinESMExports } from "node:module";
import { fileURLToPath } from "node:url";
import { MessageChannel, receiveMessageOnPort } from "node:worker_threads";

/**
 * Takes down each file that this process reads from now on: the modules that Node loads (a Vite, its
 * plugins, a config and what it imports), and what they read themselves. A plugin need not tell the
 * bundler of such a file, and Rolldown does not say what it was told.
 *
 * Returns a function that returns them.
 *
 * @returns {() => string[]}
 */
export function noteReads() {
  const getLoaded = noteLoads();
  /** @type {Set<string>} */
  const read = new Set();
  /** @param {unknown} file */
  const note = (file) => {
    if (typeof file === "string") read.add(file);
    else if (file instanceof URL && file.protocol === "file:") read.add(fileURLToPath(file));
  };
  wrap(fs, "readFileSync", note);
  wrap(fs, "readFile", note);
  wrap(fs, "createReadStream", note);
  wrap(fs.promises, "readFile", note);
  syncBuiltinESMExports();
  return () => [...getLoaded(), ...read];
}

/**
 * @param {Record<string, any>} api
 * @param {string} name
 * @param {(first: unknown) => void} note
 */
function wrap(api, name, note) {
  const native = api[name];
  api[name] = Object.assign(
    /** @param {unknown[]} given */
    (...given) => {
      note(given[0]);
      return native.apply(api, given);
    },
    native,
  );
}

/** @returns {() => string[]} */
function noteLoads() {
  // Hooks in the same thread would be simpler; Node 20 has none.
  const { port1, port2 } = new MessageChannel();
  register("./loader.js", import.meta.url, { data: { port: port2 }, transferList: [port2] });
  /** @type {string[]} */
  const loaded = [];
  return () => {
    for (;;) {
      const message = receiveMessageOnPort(port1);
      if (!message) break;
      if (message.message.startsWith("file:")) loaded.push(fileURLToPath(message.message));
    }
    return [...loaded, ...Object.keys(createRequire(import.meta.url).cache)];
  };
}
