export { getSocketAddress } from "./address";
export { isBehind, type JobEvent, readEvent } from "./event";
export { JobCard } from "./JobCard";
export { API_KEY, API_URL, isOver, type Job, readJob } from "./job";
export { keepEnd, recallEnd } from "./memory";
export { listenToJob } from "./socket";
