import { record } from "./link";

/** The mounted instance and its job, which the next records belong to. */
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

/** Records that an instance shows `job` from now on, a new one or one that gets another job. */
export function announceMount(job: string): void {
  mounts += 1;
  current = { mount: mounts, job };
  record("mounted", { ...current });
}

/** Records again the mounted instance: a document from the back/forward cache still has it. */
export function announceMountAgain(): void {
  if (current) announceMount(current.job);
}

export function announceUnmount(): void {
  if (current) record("unmounted", { ...current });
  current = null;
}
