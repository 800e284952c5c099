import { chmodSync, renameSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

// Unpacks the Chromium of @sparticuz/chromium, installed below the given folder, to `chromium` there.
const folder = process.argv[2];
const require = createRequire(join(folder, "package.json"));
const { default: chromium } = await import(
  pathToFileURL(require.resolve("@sparticuz/chromium")).href
);
const unpacked = await chromium.executablePath();
const kept = join(folder, "chromium");
if (unpacked !== kept) renameSync(unpacked, kept);
chmodSync(kept, 0o755);
