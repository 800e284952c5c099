import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL("./reference/src", import.meta.url)) } },
  test: { include: ["reference/tests/**/*.test.ts"], sequence: { shuffle: true } },
});
