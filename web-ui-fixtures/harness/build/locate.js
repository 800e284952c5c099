import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { dirname, join, relative, resolve } from "node:path";

/**
 * Says where in the sources of a checkout an error was thrown: reads `{checkout, page, stack}` from
 * standard input, writes a JSON list of places such as `src/components/JobStatus.tsx:14:31`.
 *
 * `page` is the folder that a build went into, `stack` the error's own, as the browser has it. Frames of
 * installed packages and of the harness are left out.
 */
const { checkout, page, stack } = /** @type {{checkout: string, page: string, stack: string}} */ (
  JSON.parse(readFileSync(0, "utf8"))
);

const FRAME = /\/pages\/[^/\s]+\/([^\s?:)]+\.js):(\d+):(\d+)/g;
/** @type {Map<string, SourceMap | null>} */
const maps = new Map();
const places = [];
for (const [, name, line, column] of stack.matchAll(FRAME)) {
  const script = join(page, /** @type {string} */ (name));
  const entry = readMap(script)?.findEntry(Number(line) - 1, Number(column) - 1);
  if (!entry || !("originalSource" in entry)) continue;
  const source = relative(checkout, resolve(dirname(script), entry.originalSource));
  if (source.includes("node_modules/") || /(^|\/)harness\/src\//.test(source)) continue;
  places.push(`${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`);
}
process.stdout.write(JSON.stringify(places));

/** @param {string} script */
function readMap(script) {
  if (!maps.has(script)) {
    try {
      maps.set(script, new SourceMap(JSON.parse(readFileSync(`${script}.map`, "utf8"))));
    } catch {
      maps.set(script, null);
    }
  }
  return maps.get(script);
}
