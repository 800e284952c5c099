import { test as base } from "@playwright/test";
import { MockedJob } from "./mockedJob";
import { type PageServer, servePage } from "./pageServer";

/** Playwright's test, with a job, the server of the page, and the clock of the page installed. */
export const test = base.extend<{ job: MockedJob }, { server: PageServer }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from it
    async ({}, use) => {
      const server = await servePage(process.env.PEER_PAGE ?? "");
      await use(server);
      await server.close();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ server }, use) => use(server.address),
  job: async ({ page }, use) => {
    await page.clock.install();
    await use(new MockedJob());
  },
});
