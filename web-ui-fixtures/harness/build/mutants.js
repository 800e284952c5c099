import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { Instrumenter } from "@stryker-mutator/instrumenter";
import { getFile } from "./tools.js";

const SCRIPT = /\.[cm]?[jt]sx?$/;

const LEFT_OUT = "StringLiteral";

/** What the instrumenter has a source ask: one mutant is in effect at a time. */
const ONE_AT_A_TIME = "ns.activeMutant === id";

/** What it asks here, where several may be (observer/mutants.ts). */
const ANY_NUMBER = "ns.isActive?.(id)";

/**
 * The parts of a page's source to mutate: files by their path from the checkout, each with the lines (the
 * first is 1, both ends included) that a mutant must be within, null for all of them. `files` is null for
 * whatever the bundle reaches; a file that it does not reach is passed over. String literals and inline styles
 * are left alone but with `strings`.
 *
 * @typedef {{name: string, lines: [number, number][] | null}} MutatedFile
 * @typedef {{files: MutatedFile[] | null, strings: boolean}} Mutation
 */

/**
 * One change of the source. Lines and columns begin with 1, as in the mutation-testing report schema.
 * `original` is the text that `replacement` stands in place of; `ignored` says why it is not played, null
 * where it is.
 *
 * @typedef {{line: number, column: number}} Position
 * @typedef {{
 *   id: string,
 *   file: string,
 *   mutator: string,
 *   original: string,
 *   replacement: string,
 *   start: Position,
 *   end: Position,
 *   ignored: string | null,
 * }} Mutant
 */

/**
 * Puts all mutants into the sources of a checkout at once, each behind a switch that is thrown at run time
 * (StrykerJS's instrumenter), and returns a Vite plugin that gives the bundler these sources.
 *
 * Throws for a source that the instrumenter cannot parse.
 *
 * @param {string} checkout
 * @param {string[]} reached The bundler's ids of the checkout's sources that the page is made of.
 * @param {Mutation} mutation
 * @returns {Promise<{
 *   plugin: import("vite").Plugin,
 *   mutants: Mutant[],
 *   sources: Record<string, string>,
 *   reached: string[],
 * }>}
 */
export async function addMutants(checkout, reached, mutation) {
  const names = nameScripts(checkout, reached);
  const files = (mutation.files ?? names.map((name) => ({ name, lines: null }))).filter(
    ({ name }) => names.includes(name),
  );
  const texts = new Map(
    files.map(({ name }) => [name, readFileSync(resolve(checkout, name), "utf8")]),
  );
  const { files: instrumented, mutants } = await new Instrumenter(SILENT).instrument(
    files.map(({ name, lines }) => ({
      name,
      content: texts.get(name) ?? "",
      mutate: lines === null || lines.map(toRange),
    })),
    {
      plugins: null,
      excludedMutations: mutation.strings ? [] : [LEFT_OUT],
      ignorers: mutation.strings ? [] : [{ shouldIgnore: ignoreInlineStyles }],
    },
  );
  const made = new Map(
    instrumented.map(({ name, content }) => [resolve(checkout, name), allowSeveral(name, content)]),
  );
  return {
    plugin: {
      name: "jobstatus-e2e:mutants",
      enforce: "pre",
      load: (id) => made.get(getFile(id)) ?? null,
    },
    mutants: mutants.map((each) => describe(each, texts.get(each.fileName) ?? "")),
    sources: Object.fromEntries(texts),
    reached: names,
  };
}

/**
 * @param {string} name
 * @param {string} content
 */
function allowSeveral(name, content) {
  if (!content.includes("stryMutAct_")) return content;
  if (!content.includes(ONE_AT_A_TIME)) {
    throw new Error(`Failed to instrument ${name}: its switch is not the one that is expected.`);
  }
  return content.replace(ONE_AT_A_TIME, ANY_NUMBER);
}

/**
 * @param {string} checkout
 * @param {string[]} ids The bundler's.
 */
function nameScripts(checkout, ids) {
  const names = new Set(ids.map((id) => relative(checkout, getFile(id))));
  return [...names].filter((name) => SCRIPT.test(name)).sort();
}

/** @param {[number, number]} lines */
function toRange([first, last]) {
  return {
    start: { line: first - 1, column: 0 },
    end: { line: last - 1, column: Number.MAX_SAFE_INTEGER },
  };
}

/**
 * How a thing looks is not for the catalogue to notice.
 *
 * @param {any} path Babel's path of a node.
 */
function ignoreInlineStyles(path) {
  const isStyle = path.isJSXAttribute() && path.node.name.name === "style";
  return isStyle ? "An inline style: how it looks is not judged" : undefined;
}

/**
 * @param {import("@stryker-mutator/api/core").Mutant} mutant
 * @param {string} text
 * @returns {Mutant}
 */
function describe({ id, fileName, mutatorName, replacement, location, statusReason }, text) {
  const { start, end } = location;
  return {
    id,
    file: fileName,
    mutator: mutatorName,
    original: text.slice(getOffset(text, start), getOffset(text, end)),
    replacement,
    start: { line: start.line + 1, column: start.column + 1 },
    end: { line: end.line + 1, column: end.column + 1 },
    ignored: statusReason ?? null,
  };
}

/**
 * @param {string} text
 * @param {Position} position Line and column, both beginning with 0.
 */
function getOffset(text, { line, column }) {
  const before = text.split("\n").slice(0, line);
  return before.reduce((sum, each) => sum + each.length + 1, column);
}

const never = () => false;
const drop = () => {};

/** A logger that says nothing: what is wrong with a source is thrown. */
const SILENT = {
  isTraceEnabled: never,
  isDebugEnabled: never,
  isInfoEnabled: never,
  isWarnEnabled: never,
  isErrorEnabled: never,
  isFatalEnabled: never,
  trace: drop,
  debug: drop,
  info: drop,
  warn: drop,
  error: drop,
  fatal: drop,
};
