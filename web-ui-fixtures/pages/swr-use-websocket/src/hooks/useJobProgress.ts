import { getSocketAddress, isOver, keepEnd, readEvent, recallEnd } from "@jobstatus-e2e/parts";
import { useEffect, useState } from "react";
// By its file: the package is CommonJS, and bundlers do not agree on what its default export is.
import { useWebSocket } from "react-use-websocket/dist/lib/use-websocket";
import { afterEvent } from "@/hooks/knownJob";
import { POLL_EVERY, useJob } from "@/hooks/useJob";

const SILENCE_LIMIT = 5_000;
const PING = { message: JSON.stringify({ type: "ping" }), interval: 30_000, timeout: 75_000 };

/** How far a job is: SWR polls, the socket writes what it tells into SWR's cache. */
export function useJobProgress(jobId: string) {
  const [isConnected, setConnected] = useState(false);
  const { known, trouble, mutate } = useJob(jobId, (job) =>
    isConnected && !isOver(job?.status ?? "pending") ? SILENCE_LIMIT : POLL_EVERY,
  );

  const turn = (isOpen: boolean) => {
    setConnected(isOpen);
    // What is known may be older than the socket's coming or going.
    if (!known?.isConfirmed) void mutate();
  };
  const hasEnded = known !== undefined && isOver(known.status);
  useWebSocket(hasEnded ? null : getSocketAddress(jobId), {
    reconnectInterval: POLL_EVERY,
    reconnectAttempts: Number.POSITIVE_INFINITY,
    shouldReconnect: () => true,
    heartbeat: PING,
    onOpen: () => turn(true),
    onClose: () => turn(false),
    onMessage: ({ data }) => {
      const event = readEvent(data, jobId);
      if (event) void mutate((last) => afterEvent(last, event), { revalidate: false });
    },
    // The cache renders, not the hook's own copy of the last message.
    filter: () => false,
  });

  useEffect(() => {
    if (known) keepEnd(jobId, known);
  }, [jobId, known]);

  const shown = known ?? recallEnd(jobId);
  return {
    status: shown?.status ?? "pending",
    progress: known?.progress ?? null,
    frame: known?.frame,
    error: shown?.error ?? null,
    trouble,
    isConnected,
  };
}
