import { readFileSync } from "node:fs";
import { parseSync } from "vite";

/**
 * What the text of a config says, as far as it can be told without running it.
 *
 * `imports` are the modules that it imports, `keys` the names of all properties in it, `defined` the keys
 * of its `define`, `aliases` those of its `alias`.
 *
 * @typedef {{imports: string[], keys: Set<string>, defined: string[], aliases: string[]}} ConfigRead
 */

/**
 * Reads a config without running it: a config is a script, and one whose imports are not installed, or
 * that is not to be run, has to be read like any other text.
 *
 * @param {string} file
 * @returns {ConfigRead}
 */
export function readConfig(file) {
  /** @type {ConfigRead} */
  const read = { imports: [], keys: new Set(), defined: [], aliases: [] };
  visit(parseSync(file, readFileSync(file, "utf8")).program, read);
  return read;
}

/**
 * @param {any} node
 * @param {ConfigRead} read
 */
function visit(node, read) {
  if (Array.isArray(node)) {
    for (const each of node) visit(each, read);
    return;
  }
  if (typeof node?.type !== "string") return;
  if (node.type === "ImportDeclaration" || node.type === "ImportExpression") {
    if (typeof node.source.value === "string") read.imports.push(node.source.value);
  } else if (node.type === "CallExpression" && node.callee.name === "require") {
    if (typeof node.arguments[0]?.value === "string") read.imports.push(node.arguments[0].value);
  } else if (node.type === "Property") {
    const key = getKey(node);
    read.keys.add(key);
    if (key === "define") read.defined.push(...getKeys(node.value));
    if (key === "alias") read.aliases.push(...getKeys(node.value));
  }
  for (const child of Object.values(node)) {
    if (child !== null && typeof child === "object") visit(child, read);
  }
}

/** @param {any} node */
function getKeys(node) {
  return node.type === "ObjectExpression" ? node.properties.map(getKey) : [];
}

/** @param {any} property */
function getKey(property) {
  return String(property.key?.name ?? property.key?.value ?? "");
}
