import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { readConfig } from "./config.js";

/** Configs that Vite and PostCSS read beside a page. */
const CONFIGS = ["vite.config", "postcss.config", ".postcssrc", "tailwind.config"];
const ENDS = ["js", "mjs", "ts", "cjs", "mts", "cts", "json", "yaml", "yml"];

/** Plugins that leave alone what a page does, and what a build without them does as well. */
const HARMLESS =
  /^(node:.*|path|url|fs|os|vite|vitest\/config|@vitejs\/plugin-(react|react-swc|basic-ssl)|vite-tsconfig-paths|vite-plugin-(checker|compression2?|mkcert|pwa|inspect|eslint2?)|rollup-plugin-visualizer|vite-bundle-visualizer|.*\.json)$/;

/** Plugins that are about one kind of file, and do nothing where there is none. */
const ABOUT_SVG = /svgr/;
const ABOUT_CSS = /^@tailwindcss\/vite$/;

/** At-rules that are no CSS: a tool has to make CSS of them. */
const NOT_CSS =
  /@(tailwind|apply|theme|reference|source|utility|variant|custom-variant|plugin|config|custom-media|mixin|include|extend|nest)\b|@import\s+["']tailwindcss/;

/**
 * Returns the names of the checkout's configs, none of which a build without its own tools applies.
 *
 * @param {string} checkout
 * @returns {string[]}
 */
export function nameUnapplied(checkout) {
  return CONFIGS.flatMap((name) => ENDS.map((end) => `${name}.${end}`)).filter((name) =>
    existsSync(join(checkout, name)),
  );
}

/**
 * Returns why a page that was built of `modules` would be another one with its configs applied: each a
 * sentence, none where nothing is known to be missing.
 *
 * @param {string} checkout
 * @param {string[]} modules The bundler's ids of the checkout's own sources.
 * @returns {string[]}
 */
export function findNeeds(checkout, modules) {
  const names = nameUnapplied(checkout);
  const vite = names.find((name) => name.startsWith("vite.config"));
  const postcss = names.find((name) => name.includes("postcss"));
  const config = vite ? readConfig(join(checkout, vite)) : null;
  const sources = modules.map((id) => {
    const file = id.split("?")[0] ?? id;
    return { id, name: relative(checkout, file), text: readFileSync(file, "utf8") };
  });
  /** @param {string[]} ends */
  const having = (...ends) =>
    sources.find(({ name }) => ends.some((end) => name.endsWith(end)))?.name;

  const needs = [];
  for (const { id, name, text } of sources) {
    const rule = name.endsWith("css") ? NOT_CSS.exec(text)?.[0] : undefined;
    if (rule) needs.push(`${name} has ${rule}, which is no CSS`);
    if (/\.svg\?(react|component)/.test(id)) needs.push(`${name} is imported as a component`);
  }
  const style = having(".css", ".pcss");
  if (postcss && style) needs.push(`${postcss} changes ${style}`);
  if (config) needs.push(...findNeedsOfConfig(String(vite), config, sources));
  if (config?.keys.has("css") && style) needs.push(`${vite} says how ${style} is read`);
  return [...new Set(needs)];
}

/**
 * @param {string} vite
 * @param {import("./config.js").ConfigRead} config
 * @param {{name: string, text: string}[]} sources
 */
function findNeedsOfConfig(vite, config, sources) {
  const hasSvg = sources.some(({ name }) => name.endsWith(".svg"));
  const needs = config.imports
    .filter((name) => !HARMLESS.test(name) && !ABOUT_CSS.test(name))
    .filter((name) => hasSvg || !ABOUT_SVG.test(name))
    .map((name) => `${vite} uses ${name}`);
  for (const key of ["babel", "jsxImportSource", "jsxFactory", "jsxInject"]) {
    if (config.keys.has(key)) needs.push(`${vite} sets ${key}`);
  }
  for (const { name, text } of sources) {
    for (const known of config.defined) {
      if (text.includes(known)) needs.push(`${name} uses ${known}, which ${vite} defines`);
    }
    for (const alias of config.aliases) {
      const isImported = [`"${alias}`, `'${alias}`].some((start) => text.includes(`from ${start}`));
      if (alias !== "@" && alias !== "@/" && isImported) {
        needs.push(`${name} imports ${alias}, an alias of ${vite}`);
      }
    }
    const usesEnv =
      /import\.meta\.env\.(?!MODE|DEV|PROD|SSR|BASE_URL|VITE_(API_URL|WS_BACKEND_URL|API_KEY)\b)/;
    for (const key of ["envDir", "envPrefix"]) {
      if (config.keys.has(key) && usesEnv.test(text)) {
        needs.push(`${name} reads import.meta.env, and ${vite} sets ${key}`);
      }
    }
  }
  return needs;
}
