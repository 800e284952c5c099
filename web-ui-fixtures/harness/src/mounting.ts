import { rendering } from "virtual:jobstatus-e2e/rendering";
import { createElement } from "react";
import { clearBeside, showBeside } from "./beside";
import { getComponent } from "./component";
import { obeyTheAddressBar, rememberInAddress } from "./navigation";
import { announceMount, announceUnmount } from "./observer/mounts";
import { putIntoEffect } from "./observer/mutants";
import { onOrder } from "./observer/orders";
import { obeyTheStorage } from "./storage";
import { beginNumbers } from "./virtualClock";

let isMounted = false;

function getContainer(): HTMLElement {
  const container = document.getElementById("root");
  if (!container) throw new Error("Failed to mount JobStatus: the page has no element #root.");
  return container;
}

/** The props that the component gets in every scenario (the gate's option `--props`). */
function getGivenProps(): object {
  return JSON.parse(document.getElementById("props")?.textContent ?? "{}");
}

function show(jobId: string, initialStatus: string | null = null): void {
  const known = initialStatus === null ? {} : { initialStatus };
  const props = { ...getGivenProps(), ...known, jobId };
  rendering.render(createElement(getComponent(), props), getContainer());
}

/** Mounts a second instance, for `jobId`, beside the one that the observer reads. */
function mountBeside(jobId: string): void {
  showBeside(createElement(getComponent(), { ...getGivenProps(), jobId }));
}

/**
 * Mounts a new instance of the component for `jobId`; a mounted instance is unmounted first.
 *
 * `initialStatus` is the status that a list beside it already knows; null without a list.
 */
export function mount(jobId: string, initialStatus: string | null = null): void {
  unmount();
  beginNumbers();
  rememberInAddress(jobId);
  announceMount(jobId);
  isMounted = true;
  show(jobId, initialStatus);
}

/** Gives another job id to the mounted instance, as a list beside it would; throws without one. */
export function switchJob(jobId: string): void {
  if (!isMounted) throw new Error("Failed to switch the job: nothing is mounted.");
  rememberInAddress(jobId);
  announceMount(jobId);
  show(jobId);
}

/** Unmounts the component and leaves the document; does nothing where no instance is mounted. */
export function unmount(): void {
  if (!isMounted) return;
  rendering.clear(getContainer());
  isMounted = false;
  announceUnmount();
}

/** Empties the storage of the site, and puts `mutants` into effect, before a play in a shared document. */
function beginPlay(mutants: readonly string[]): void {
  localStorage.clear();
  sessionStorage.clear();
  putIntoEffect(mutants);
}

/**
 * Mounts the job that the address names with `?job=`, as a refresh or a shared link does, and takes
 * the stage's orders from then on.
 */
export function mountFromAddress(): void {
  onOrder("mount", ({ job }) => mount(String(job)));
  onOrder("begin_play", ({ mutants }) => beginPlay(mutants as string[]));
  onOrder("switch", ({ job }) => switchJob(String(job)));
  onOrder("unmount", () => unmount());
  onOrder("mount_beside", ({ job }) => mountBeside(String(job)));
  onOrder("unmount_beside", () => clearBeside());
  obeyTheAddressBar();
  obeyTheStorage();
  const address = new URL(location.href);
  const jobId = address.searchParams.get("job");
  const initialStatus = address.searchParams.get("initialStatus");
  if (initialStatus !== null) {
    // After a refresh the page does not come from the list any more, so the status must not stay.
    address.searchParams.delete("initialStatus");
    history.replaceState(null, "", address);
  }
  if (jobId) mount(jobId, initialStatus);
}
