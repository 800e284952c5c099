import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

const TYPES: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};

/** A server of the built page. `answer` answers polls that no route takes, to be kept for an hour. */
export interface PageServer {
  readonly address: string;
  answer: (() => object) | null;
  close(): Promise<void>;
}

/** Serves the built page in `folder` on a free port. */
export async function servePage(folder: string): Promise<PageServer> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname.startsWith("/v1/jobs/") && served.answer) {
      response.setHeader("Content-Type", "application/json");
      response.setHeader("Cache-Control", "max-age=3600");
      response.end(JSON.stringify(served.answer()));
      return;
    }
    const file = join(folder, normalize(pathname === "/" ? "/index.html" : pathname));
    try {
      const content = await readFile(file);
      response.setHeader("Content-Type", TYPES[extname(file)] ?? "application/octet-stream");
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const served: PageServer = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answer: null,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return served;
}
