import { record } from "./link";

/** Records what a proxy says of its cache on the answer to request `id`, where it says anything. */
export function recordProxy(id: number, target: string, said: string | null): void {
  if (said) record("proxy_answered", { fetch: id, target, cache_status: said });
}
