import { JobCard, keepEnd, listenToJob, recallEnd } from "@jobstatus-e2e/parts";
import { Component } from "react";
import { apiClient } from "@/api/client";
import { afterAnswer, afterEvent, hasEnded, type JobState, START } from "@/state/jobState";

const TICK = 2_000;
const SILENCE_LIMIT = 3_500;

export interface WatchedJobProps {
  readonly jobId: string;
}

/** Watches one job for as long as it is mounted: give it the job's id as its key. */
export class WatchedJob extends Component<WatchedJobProps, JobState> {
  override state: JobState = { ...START, ...recallEnd(this.props.jobId) };
  #timer: ReturnType<typeof setInterval> | undefined;
  #hangUp: (() => void) | undefined;
  readonly #underWay = new Set<() => void>();
  #asked = 0;
  #quietSince = 0;

  override componentDidMount(): void {
    this.#hangUp = listenToJob(this.props.jobId, {
      onOpen: () => this.#turn(true),
      onClose: () => this.#turn(false),
      onEvent: (event) => {
        this.#quietSince = performance.now();
        this.setState((state) => afterEvent(state, this.#asked, event));
      },
    });
    this.#timer = setInterval(() => this.#tick(), TICK);
    this.#ask();
  }

  override componentDidUpdate(_props: WatchedJobProps, last: JobState): void {
    if (this.state.isLearned) keepEnd(this.props.jobId, this.state);
    if (this.state.isConfirmed) this.#stop();
    else if (hasEnded(this.state) && !hasEnded(last)) this.#ask();
  }

  override componentWillUnmount(): void {
    this.#stop();
  }

  override render() {
    return <JobCard {...this.state} />;
  }

  /** What is known may be older than the socket's coming or going. */
  #turn(isConnected: boolean): void {
    this.setState({ isConnected });
    this.#ask();
  }

  /** Asks, unless the socket is open and has something to say. */
  #tick(): void {
    const { isConnected, trouble } = this.state;
    const isFed = isConnected && trouble === null && !hasEnded(this.state);
    // By a clock that cannot be set back.
    const isQuiet = performance.now() - this.#quietSince >= SILENCE_LIMIT;
    if (!isFed || isQuiet) this.#ask();
  }

  #ask(): void {
    this.#quietSince = performance.now();
    const asked = ++this.#asked;
    const abort = apiClient.getJob(this.props.jobId, {
      onAnswer: (job) => {
        this.#underWay.delete(abort);
        this.setState((state) => afterAnswer(state, asked, job));
      },
      onNoAnswer: (trouble) => {
        this.#underWay.delete(abort);
        this.setState({ trouble });
      },
    });
    this.#underWay.add(abort);
  }

  #stop(): void {
    clearInterval(this.#timer);
    for (const abort of this.#underWay) abort();
    this.#underWay.clear();
    this.#hangUp?.();
    if (this.state.isConnected) this.setState({ isConnected: false });
  }
}
