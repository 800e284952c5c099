import { defineConfig, devices } from "@playwright/test";

const executablePath = process.env.PEER_BROWSER ?? "";

export default defineConfig({
  testDir: ".",
  retries: 0,
  use: { ...devices["Desktop Chrome"], launchOptions: { executablePath } },
});
