import { keep } from "./observer/handedOn";
import { getMount } from "./observer/mounts";
import { onOrder } from "./observer/orders";
import { isShared } from "./observer/shared";

/**
 * Writes the job into the address, so that it is there after a reload by the person or the page.
 */
export function rememberInAddress(jobId: string | null): void {
  // A change of the address costs as much as a poll.
  if (!isShared()) writeAddress(jobId);
}

/** Reloads, goes back and opens another address on the stage's order, as a person does. */
export function obeyTheAddressBar(): void {
  onOrder("refresh", () => {
    if (isShared()) writeAddress(getMount()?.job ?? null);
    keep();
    location.reload();
  });
  onOrder("come_back", () => history.back());
  onOrder("go", ({ address }) => location.assign(String(address)));
}

function writeAddress(jobId: string | null): void {
  const address = new URL(location.href);
  if (jobId === null) address.searchParams.delete("job");
  else address.searchParams.set("job", jobId);
  history.replaceState(null, "", address);
}
