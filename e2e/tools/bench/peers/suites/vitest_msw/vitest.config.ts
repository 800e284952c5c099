import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import react from "@vitejs/plugin-react";
import { loadConfigFromFile } from "vite";
import { defineConfig, mergeConfig } from "vitest/config";

const checkout = process.env.PEER_CHECKOUT ?? "";
const ofCheckout = createRequire(join(checkout, "package.json"));
const ofPeers = createRequire(import.meta.url);

/** The module of the checkout's own packages where it has them, else of the peers'. */
function find(name: string): string {
  try {
    return ofCheckout.resolve(name);
  } catch {
    return ofPeers.resolve(name);
  }
}

// Testing Library stands outside of the checkout, so it is made to share React with the component. That
// takes its ES module: what it would `require` no alias reaches.
const shared = [
  "react",
  "react/jsx-runtime",
  "react/jsx-dev-runtime",
  "react-dom/client",
  "react-dom/test-utils",
  "react-dom",
];
const library = join(
  dirname(ofPeers.resolve("@testing-library/react")),
  "@testing-library/react.esm.js",
);
const alias = [
  ...shared.map((name) => ({ find: new RegExp(`^${name}$`), replacement: find(name) })),
  { find: /^@testing-library\/react$/, replacement: library },
  { find: /^@\//, replacement: `${join(checkout, "src")}/` },
];

export default defineConfig(async (environment) => {
  const own = await loadConfigFromFile(environment, undefined, checkout);
  return mergeConfig(own?.config ?? { plugins: [react()] }, {
    root: import.meta.dirname,
    envDir: checkout,
    resolve: { alias },
    // The checkout is not below the root.
    server: { fs: { strict: false } },
    test: {
      environment: "jsdom",
      include: ["*.test.tsx"],
      // Node has no page whose address could complete `/v1`.
      env: { VITE_API_URL: "http://localhost:3000/v1" },
      server: { deps: { inline: [/@testing-library/] } },
    },
  });
});
