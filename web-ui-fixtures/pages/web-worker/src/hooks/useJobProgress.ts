import { isOver, type JobEvent, keepEnd, listenToJob, recallEnd } from "@jobstatus-e2e/parts";
import { useEffect, useReducer } from "react";
import { type JobState, reduceJob, START } from "@/hooks/jobReducer";
import { type Pace, startPolling } from "@/worker/startPolling";

const POLL_EVERY = 2_000;
const SILENCE_LIMIT = 5_000;

/** How far a job is: a worker polls, the page listens; for one job, as long as it is mounted. */
export function useJobProgress(jobId: string): JobState {
  const [state, dispatch] = useReducer(reduceJob, jobId, startOf);
  const { isConfirmed, isLearned, status, error } = state;

  useEffect(() => {
    if (isConfirmed) return;
    const polling = startPolling(jobId, dispatch);
    const turn = (isOpen: boolean) => {
      dispatch({ type: isOpen ? "connected" : "disconnected" });
      polling.setPace({ first: 0, every: isOpen ? SILENCE_LIMIT : POLL_EVERY });
    };
    const hangUp = listenToJob(jobId, {
      onOpen: () => turn(true),
      onClose: () => turn(false),
      onEvent: (event) => {
        dispatch({ type: "told", event });
        polling.setPace(paceAfter(event));
      },
    });
    turn(false);
    return () => {
      hangUp();
      polling.stop();
    };
  }, [jobId, isConfirmed]);

  useEffect(() => {
    if (isLearned) keepEnd(jobId, { status, error });
  }, [jobId, isLearned, status, error]);

  return state;
}

function startOf(jobId: string): JobState {
  return { ...START, ...recallEnd(jobId) };
}

function paceAfter({ status }: JobEvent): Pace {
  return isOver(status)
    ? { first: 0, every: POLL_EVERY }
    : { first: SILENCE_LIMIT, every: SILENCE_LIMIT };
}
