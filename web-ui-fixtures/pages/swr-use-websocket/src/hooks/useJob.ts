import { useRef } from "react";
import useSWR, { type SWRConfiguration, useSWRConfig } from "swr";
import { apiClient } from "@/api/client";
import { afterAnswer, type KnownJob } from "@/hooks/knownJob";

export const POLL_EVERY = 2_000;

/**
 * The job in SWR's cache, asked for every `interval` milliseconds until a poll has told its end.
 *
 * `mutate(job)` writes what the socket told, and SWR drops the answer of a poll that was under way.
 * `mutate()` asks at once, in place of a poll that is under way.
 */
export function useJob(jobId: string, interval: (known: KnownJob | undefined) => number) {
  const { cache } = useSWRConfig();
  const underWay = useRef<AbortController | null>(null);
  const known: KnownJob | undefined = cache.get(jobId)?.data;

  const ask = async (): Promise<KnownJob> => {
    underWay.current?.abort();
    underWay.current = new AbortController();
    const job = await apiClient.getJob(jobId, underWay.current.signal);
    return afterAnswer(cache.get(jobId)?.data, job);
  };

  const options: SWRConfiguration<KnownJob, Error> = {
    refreshInterval: known?.isConfirmed ? 0 : interval(known),
    refreshWhenHidden: true,
    refreshWhenOffline: true,
    // Below the interval, or each second poll of it is taken for a double of the first.
    dedupingInterval: 1_000,
    revalidateOnFocus: false,
    revalidateOnReconnect: false,
    // SWR's interval stands still after an error: this is what goes on asking.
    onErrorRetry: (error, _key, _config, revalidate, { dedupe = true }) => {
      if (isReplaced(error)) return;
      setTimeout(() => {
        if (!cache.get(jobId)?.data?.isConfirmed) void revalidate({ dedupe });
      }, POLL_EVERY);
    },
  };

  const { data, error, mutate } = useSWR<KnownJob, Error>(jobId, ask, options);
  const trouble = error && !isReplaced(error) ? error.message : null;
  return { known: data, trouble, mutate };
}

function isReplaced(error: Error): boolean {
  return error.name === "AbortError";
}
