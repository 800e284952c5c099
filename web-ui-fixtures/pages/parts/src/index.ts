export { getSocketAddress } from "./address";
export { isBehind, type JobEvent, readEvent } from "./event";
export { JobCard, type JobCardProps } from "./JobCard";
export { API_KEY, API_URL, isOver, type Job, readJob, type Status } from "./job";
export { type Kept, keepEnd, recallEnd } from "./memory";
export { listenToJob, PING_EVERY, RECONNECT_AFTER, type SocketListener } from "./socket";
