import { lookAtAnimations } from "./animations";
import { getNow, getRecordCount, onRecord, send } from "./link";
import { askAnew, askForLocks } from "./locks";
import { onOrder } from "./orders";
import { lookAtNewMount } from "./screen";
import { getPendingTasks } from "./tasks";
import { waitForEnds } from "./underWay";
import { getMessageCount, hasWorkers, onWorkerMessage, settleWorkers, tellTime } from "./workers";

const channel = new MessageChannel();
const QUIET_TURNS = 3;
const MOST_TURNS = 200;
const SETTLED_ROUNDS = 2;

const fences: unknown[] = [];
let isWatching = false;
let quiet = 0;
let turns = 0;
let seen = 0;
let rounds = 0;
let settledAt = -1;

/**
 * Marks the end of whatever the page does: after each record, and for each fence of the stage, once the
 * page's own tasks have run out, which is when no channel message is under way and `QUIET_TURNS` turns
 * of the event loop in a row recorded nothing. A message that is never delivered (its port was never
 * started) stops counting after `MOST_TURNS` turns. Where the page has workers, they have been asked for
 * the same, and `SETTLED_ROUNDS` rounds have passed without a record.
 */
export function markQuiet(): void {
  onRecord(watch);
  onWorkerMessage(watch);
  onOrder("fence", ({ fence }) => {
    fences.push(fence);
    askAnew();
    quiet = turns = rounds = 0;
    watch();
  });
  channel.port1.onmessage = turn;
}

function watch(): void {
  tellTime();
  if (isWatching) return;
  isWatching = true;
  quiet = turns = 0;
  seen = getRecordCount();
  channel.port2.postMessage(null);
}

function turn(): void {
  turns += 1;
  let isQuiet = getRecordCount() === seen && getPendingTasks() === 0;
  if (isQuiet && quiet + 1 === QUIET_TURNS) {
    // Not before: an instance that was mounted since the last turn has rendered nothing yet.
    lookAtNewMount();
    lookAtAnimations();
    isQuiet = getRecordCount() === seen;
  }
  seen = getRecordCount();
  quiet = isQuiet ? quiet + 1 : 0;
  if (quiet < QUIET_TURNS && turns < MOST_TURNS) {
    channel.port2.postMessage(null);
    return;
  }
  askForLocks();
  if (waitForEnds(goOn)) return;
  if (hasWorkers() && (rounds < SETTLED_ROUNDS || settledAt !== getDone())) {
    const before = getDone();
    settleWorkers((haveMoved) => {
      settledAt = getDone();
      rounds = haveMoved || settledAt !== before ? 0 : rounds + 1;
      goOn();
    });
    return;
  }
  isWatching = false;
  for (const fence of fences.splice(0)) send("fence_reached", { fence, turns, at: getNow() });
  send("quiet");
}

function goOn(): void {
  quiet = turns = 0;
  channel.port2.postMessage(null);
}

function getDone(): number {
  return getRecordCount() + getMessageCount();
}
