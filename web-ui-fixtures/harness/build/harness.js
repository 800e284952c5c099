import { join } from "node:path";
import { findComponent } from "./component.js";
import { findOwner, findPackage, getFile, HARNESS, readManifest } from "./tools.js";

/** What the bundler begins with. */
export const ENTRY = join(HARNESS, "src", "main.ts");

const COMPONENT = "virtual:jobstatus-e2e/component";
const RENDERING = "virtual:jobstatus-e2e/rendering";
const OUR_OWN = /^@sinonjs\//;
const BARE = /^[^./\0]/;

/**
 * A Vite plugin that puts the harness beside the checkout's page: its entry imports the checkout's
 * `JobStatus` without a need of any alias, renders it with the checkout's React (or with whatever the
 * checkout has in React's place), and gets a document of its own.
 *
 * `seen` says with which React: its version, and whether it is the checkout's or ours.
 *
 * @param {string} checkout
 * @returns {{plugin: import("vite").Plugin, seen: Record<string, string>}}
 */
export function addHarness(checkout) {
  const component = findComponent(checkout);
  /** @type {Record<string, string>} */
  const seen = {};
  /** @type {import("vite").Plugin} */
  const plugin = {
    name: "jobstatus-e2e:harness",
    enforce: "pre",
    async resolveId(id, importer, options) {
      if (id === COMPONENT) return `\0${COMPONENT}`;
      if (!importer?.startsWith(join(HARNESS, "src"))) return null;
      /** @param {string} wanted */
      const findTheirs = (wanted) =>
        this.resolve(wanted, component, { ...options, skipSelf: true }).catch(() => null);
      if (id === RENDERING) {
        const hasRoots = isThere(await findTheirs("react-dom/client"));
        return join(HARNESS, "src", "rendering", hasRoots ? "roots.ts" : "legacy.ts");
      }
      if (!BARE.test(id) || OUR_OWN.test(id)) return null;
      const found = await findTheirs(id);
      if (found) Object.assign(seen, describePackage(found.id, checkout));
      return found;
    },
    load(id) {
      if (id !== `\0${COMPONENT}`) return null;
      return `import * as module from ${JSON.stringify(component)};\nexport { module };\n`;
    },
  };
  return { plugin, seen };
}

/**
 * A Vite plugin that writes the document of the harness, with what the bundler made of the entry.
 *
 * The document is not Vite's work, so that no plugin of the checkout's that is about its own document
 * changes this one.
 *
 * @param {object} props What the component is handed beside its job.
 * @returns {import("vite").Plugin}
 */
export function writeDocument(props) {
  return {
    name: "jobstatus-e2e:document",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const made = Object.values(bundle);
        const entry = made.find((each) => each.type === "chunk" && each.facadeModuleId === ENTRY);
        if (!entry) return;
        const styles = made.map((each) => each.fileName).filter((name) => name.endsWith(".css"));
        const source = describeDocument(entry.fileName, styles, props);
        this.emitFile({ type: "asset", fileName: "index.html", source });
      },
    },
  };
}

/**
 * @param {string} id
 * @param {string} checkout
 */
function describePackage(id, checkout) {
  const owner = findOwner(getFile(id));
  const { name, version } = readManifest(owner ?? "");
  if (!name || name === "react-dom") return {};
  const isTheirs = owner === findPackage(checkout, name);
  return { [name]: `${version} (${isTheirs ? "checkout" : "ours"})` };
}

/** @param {{id: string} | null} found */
function isThere(found) {
  // Vite answers with a module that throws for a peer that is optional and not installed.
  return found !== null && !found.id.includes("__vite-optional-peer-dep");
}

/**
 * @param {string} script
 * @param {string[]} styles
 * @param {object} props
 */
function describeDocument(script, styles, props) {
  const links = styles.map((each) => `    <link rel="stylesheet" href="./${each}" />\n`).join("");
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Job status under test</title>
    <link rel="icon" href="data:," />
${links}    <script type="module" src="./${script}"></script>
  </head>
  <body>
    <div id="root"></div>
    <script type="application/json" id="props">${JSON.stringify(props).replaceAll("<", "\\u003c")}</script>
  </body>
</html>
`;
}
