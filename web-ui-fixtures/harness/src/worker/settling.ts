import { getRecordCount } from "../observer/link";
import { getPendingTasks } from "../observer/tasks";

const QUIET_TURNS = 3;
const MOST_TURNS = 200;

const channel = new MessageChannel();
let messages = 0;
let quiet = 0;
let turns = 0;
let seen = 0;
const waiting: ((done: number) => void)[] = [];

/** Counts a message from or to the page, as a sign that the worker is not quiet. */
export function countMessage(): void {
  messages += 1;
}

/**
 * Calls `told` with the count of records and messages, once the worker's own tasks have run out.
 */
export function settle(told: (done: number) => void): void {
  quiet = turns = 0;
  seen = getDone();
  if (waiting.push(told) === 1) channel.port2.postMessage(null);
}

channel.port1.onmessage = () => {
  turns += 1;
  quiet = getDone() !== seen || getPendingTasks() > 0 ? 0 : quiet + 1;
  seen = getDone();
  if (quiet < QUIET_TURNS && turns < MOST_TURNS) {
    channel.port2.postMessage(null);
    return;
  }
  for (const told of waiting.splice(0)) told(seen);
};

function getDone(): number {
  return getRecordCount() + messages;
}
