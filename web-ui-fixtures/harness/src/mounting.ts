import { rendering } from "virtual:jobstatus-e2e/rendering";
import { createElement } from "react";
import { getComponent } from "./component";
import { obeyTheAddressBar, rememberInAddress } from "./navigation";
import { announceMount, announceUnmount } from "./observer/mounts";
import { onOrder } from "./observer/orders";

let isMounted = false;

function getContainer(): HTMLElement {
  const container = document.getElementById("root");
  if (!container) throw new Error("Failed to mount JobStatus: the page has no element #root.");
  return container;
}

/** What the gate was told to hand to the component in every scenario (`--props`). */
function getGivenProps(): object {
  return JSON.parse(document.getElementById("props")?.textContent ?? "{}");
}

function show(jobId: string, initialStatus: string | null = null): void {
  const known = initialStatus === null ? {} : { initialStatus };
  const props = { ...getGivenProps(), ...known, jobId };
  rendering.render(createElement(getComponent(), props), getContainer());
}

/**
 * Mounts a new instance of the component for `jobId`; an instance that is there goes first.
 *
 * `initialStatus` is the status that a list beside it already knows, null where there is no list.
 */
export function mount(jobId: string, initialStatus: string | null = null): void {
  unmount();
  rememberInAddress(jobId);
  announceMount(jobId);
  isMounted = true;
  show(jobId, initialStatus);
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
  obeyTheAddressBar();
  const address = new URL(location.href);
  const jobId = address.searchParams.get("job");
  const initialStatus = address.searchParams.get("initialStatus");
  if (initialStatus !== null) {
    // The list is not there any more when the page is refreshed.
    address.searchParams.delete("initialStatus");
    history.replaceState(null, "", address);
  }
  if (jobId) mount(jobId, initialStatus);
}
