import { readManifest } from "./tools.js";

/**
 * What the checkout's `npm run build` says to Vite.
 *
 * @typedef {{mode: string, config: string | null}} BuildScript
 */

const MODE = /\bvite build\b[^&|;]*?\s(?:--mode|-m)[ =]([\w.-]+)/;
const CONFIG = /\bvite build\b[^&|;]*?\s(?:--config|-c)[ =](\S+)/;

/**
 * Returns the mode and the config of the checkout's script `build`; nothing of it is run.
 *
 * @param {string} checkout
 * @returns {BuildScript}
 */
export function readBuildScript(checkout) {
  const script = String(readManifest(checkout).scripts?.build ?? "");
  return { mode: MODE.exec(script)?.[1] ?? "production", config: CONFIG.exec(script)?.[1] ?? null };
}
