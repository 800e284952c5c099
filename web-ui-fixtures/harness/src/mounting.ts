import { rendering } from "virtual:jobstatus-e2e/rendering";
import { createElement } from "react";
import { getComponent } from "./component";
import { announceMount, announceUnmount } from "./observer/mounts";
import { onOrder } from "./observer/orders";
import { isDrivenOnLine } from "./virtualClock";

let isMounted = false;

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

function show(jobId: string): void {
  rendering.render(createElement(getComponent(), { jobId }), getContainer());
}

/** Mounts a new instance of the component for `jobId`; an instance that is there goes first. */
export function mount(jobId: string): void {
  unmount();
  rememberInAddress(jobId);
  announceMount(jobId);
  isMounted = true;
  show(jobId);
}

/** Hands another job id to the instance that is mounted, as a list beside it would. */
export function switchJob(jobId: string): void {
  if (!isMounted) throw new Error("Failed to switch the job: nothing is mounted.");
  rememberInAddress(jobId);
  announceMount(jobId);
  show(jobId);
}

/** Takes the component away and leaves the document; without one mounted it does nothing. */
export function unmount(): void {
  if (!isMounted) return;
  rendering.clear(getContainer());
  isMounted = false;
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
