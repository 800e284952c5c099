import { record } from "./link";

/** Records `said`, the `X-Cache-Status` of the response to request `id`; nothing without one. */
export function recordProxy(id: number, target: string, said: string | null): void {
  if (said) record("proxy_answered", { fetch: id, target, cache_status: said });
}
