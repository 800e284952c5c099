import { record } from "./link";

/** Which document, and which mounted instance and job, the records that follow belong to. */
export interface Mount {
  readonly mount: number;
  readonly job: string;
}

let mounts = 0;
let current: Mount | null = null;

export function getMount(): Mount | null {
  return current;
}

export function announceDocument(): void {
  const address = new URL(location.href);
  for (const ours of [
    "observer",
    "clock",
    "ahead",
    "shared",
    "scripts",
    "unpainted",
    "initialStatus",
    "mutant",
  ])
    address.searchParams.delete(ours);
  record("document_opened", { address: address.pathname + address.search });
}

/** Records that an instance is shown for `job` from now on (also when a mounted one is handed it). */
export function announceMount(job: string): void {
  mounts += 1;
  current = { mount: mounts, job };
  record("mounted", { ...current });
}

/** Records once more what is mounted: a document that was kept comes back with all that it had. */
export function announceMountAgain(): void {
  if (current) announceMount(current.job);
}

export function announceUnmount(): void {
  if (current) record("unmounted", { ...current });
  current = null;
}
