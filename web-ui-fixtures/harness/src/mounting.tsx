import { createRoot, type Root } from "react-dom/client";
import { JobStatus } from "@/components/JobStatus";
import { announceMount, announceUnmount } from "./observer/mounts";
import { onOrder } from "./observer/orders";
import { isDrivenOnLine } from "./virtualClock";

let root: Root | null = null;

function getContainer(): HTMLElement {
  const container = document.getElementById("root");
  if (!container) throw new Error("Failed to mount JobStatus: the page has no element #root.");
  return container;
}

function rememberInAddress(jobId: string | null): void {
  // To tell the browser costs as much as a poll, and there it is told when the page is reloaded.
  if (isDrivenOnLine()) return;
  const address = new URL(location.href);
  if (jobId === null) address.searchParams.delete("job");
  else address.searchParams.set("job", jobId);
  history.replaceState(null, "", address);
}

/** Mounts a new instance of the component for `jobId`; an instance that is there goes first. */
export function mount(jobId: string): void {
  unmount();
  rememberInAddress(jobId);
  announceMount(jobId);
  root = createRoot(getContainer());
  root.render(<JobStatus jobId={jobId} />);
}

/** Hands another job id to the instance that is mounted, as a list beside it would. */
export function switchJob(jobId: string): void {
  if (!root) throw new Error("Failed to switch the job: nothing is mounted.");
  rememberInAddress(jobId);
  announceMount(jobId);
  root.render(<JobStatus jobId={jobId} />);
}

/** Takes the component away and leaves the document; without one mounted it does nothing. */
export function unmount(): void {
  if (!root) return;
  root.unmount();
  root = null;
  announceUnmount();
}

/** Mounts the job that the address names with `?job=`, as a refresh or a shared link does. */
export function mountFromAddress(): void {
  onOrder("mount", ({ job }) => mount(String(job)));
  onOrder("switch", ({ job }) => switchJob(String(job)));
  onOrder("unmount", () => unmount());
  const jobId = new URLSearchParams(location.search).get("job");
  if (jobId) mount(jobId);
}
