import { getSocketAddress, isOver, keepEnd, readEvent, recallEnd } from "@jobstatus-e2e/parts";
import { isCancel } from "axios";
import { useEffect, useReducer, useRef } from "react";
import ReconnectingWebSocket from "reconnecting-websocket";
import { apiClient } from "@/api/client";
import { type JobState, reduceJob, START } from "@/hooks/jobReducer";
import { useInterval } from "@/hooks/useInterval";

const POLL_EVERY = 2_000;
const SILENCE_LIMIT = 5_000;
const PING_EVERY = 30_000;
const RECONNECT = { minReconnectionDelay: 2_000, maxReconnectionDelay: 2_000 };

function startOf(jobId: string): JobState {
  return { ...START, ...recallEnd(jobId) };
}

/** How far a job is, from polls and socket together; for one job, as long as it is mounted. */
export function useJobProgress(jobId: string): JobState {
  const [state, dispatch] = useReducer(reduceJob, jobId, startOf);
  const asked = useRef(0);
  const life = useRef(new AbortController());
  const { isConnected, isLearned, isConfirmed, status, error, trouble } = state;
  const hasEnded = isLearned && isOver(status);

  const ask = async () => {
    const number = ++asked.current;
    try {
      const job = await apiClient.getJob(jobId, life.current.signal);
      dispatch({ type: "answered", asked: number, job });
    } catch (problem) {
      if (isCancel(problem)) return;
      const reason = problem instanceof Error ? problem.message : String(problem);
      dispatch({ type: "not-answered", reason });
    }
  };

  useEffect(() => {
    life.current = new AbortController();
    return () => life.current.abort();
  }, []);

  useEffect(() => {
    if (hasEnded) return;
    const socket = new ReconnectingWebSocket(getSocketAddress(jobId), [], RECONNECT);
    socket.onopen = () => dispatch({ type: "connected" });
    socket.onclose = () => dispatch({ type: "disconnected" });
    socket.onmessage = ({ data }) => {
      const event = readEvent(data, jobId);
      if (event) dispatch({ type: "told", asked: asked.current, event });
    };
    const ping = setInterval(() => {
      // The library would keep what it cannot send, and send it all at once later.
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ type: "ping" }));
    }, PING_EVERY);
    return () => {
      clearInterval(ping);
      socket.close();
    };
  }, [jobId, hasEnded]);

  // What is known may be older than the socket's coming or going, and the end has results.
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked when these change, and not at each render
  useEffect(() => {
    if (!isConfirmed) void ask();
  }, [isConnected, hasEnded]);

  const isFed = isConnected && !hasEnded && trouble === null;
  useInterval(() => void ask(), isConfirmed ? null : isFed ? SILENCE_LIMIT : POLL_EVERY);

  useEffect(() => {
    if (isLearned) keepEnd(jobId, { status, error });
  }, [jobId, isLearned, status, error]);

  return state;
}
