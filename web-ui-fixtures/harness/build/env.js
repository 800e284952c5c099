import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

/** What the contract of a page names the addresses of its server (page-contract.md). */
const ADDRESSES = ["VITE_API_URL", "VITE_WS_BACKEND_URL"];
const HAS_SCHEME = /^[a-z]+:\/\//i;

/**
 * Returns the env files that Vite reads for `mode` and that are there.
 *
 * @param {string} folder
 * @param {string} mode
 */
export function findEnvFiles(folder, mode) {
  return [".env", ".env.local", `.env.${mode}`, `.env.${mode}.local`]
    .map((name) => join(folder, name))
    .filter((file) => existsSync(file));
}

/**
 * A Vite plugin that leads the page to the mock where its env files name another server: what they say
 * of `VITE_API_URL` and `VITE_WS_BACKEND_URL` keeps its path, on the page's own host. Where they say
 * nothing the page's own default holds, which is that host.
 *
 * @param {import("./tools.js").Tools} tools
 * @returns {import("vite").Plugin}
 */
export function leadToTheMock(tools) {
  return {
    name: "jobstatus-e2e:addresses",
    enforce: "post",
    config: {
      order: "post",
      handler(config, { mode }) {
        if (config.envDir === false) return;
        const folder = resolve(config.root ?? ".", config.envDir ?? ".");
        redirect(tools.vite.loadEnv(mode, folder, ADDRESSES), (name, expression) => {
          config.define = { ...config.define, [`import.meta.env.${name}`]: expression };
        });
      },
    },
  };
}

/**
 * The same for a config that reads the env files itself: Vite lets the process's own variables pass
 * before those of the files.
 *
 * @param {import("./tools.js").Tools} tools
 * @param {string} folder
 * @param {string} mode
 */
export function leadConfigToTheMock(tools, folder, mode) {
  redirect(tools.vite.loadEnv(mode, folder, ADDRESSES), (name, _, path) => {
    process.env[name] = path;
  });
}

/**
 * @param {Record<string, string>} env
 * @param {(name: string, expression: string, path: string) => void} set
 */
function redirect(env, set) {
  for (const [name, value] of Object.entries(env)) {
    if (!value || value.startsWith("/")) continue;
    const address = new URL(HAS_SCHEME.test(value) ? value : `http://${value}`);
    const path = address.pathname.replace(/\/$/, "");
    const host = HAS_SCHEME.test(value) ? "globalThis.location.origin" : "globalThis.location.host";
    set(name, path ? JSON.stringify(path) : host, path);
  }
}
