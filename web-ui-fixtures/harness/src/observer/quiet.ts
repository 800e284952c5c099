import { lookAtAnimations } from "./animations";
import { lookAtLayout } from "./layout";
import { getNow, getRecordCount, onRecord, send } from "./link";
import { askAnew, askForLocks } from "./locks";
import { onOrder } from "./orders";
import { answerCalls, getExchangedCount } from "./otherTabs";
import { lookAtNewMount } from "./screen";
import { getPendingTasks } from "./tasks";
import { waitForEnds } from "./underWay";
import { getMessageCount, hasWorkers, onWorkerMessage, settleWorkers, tellTime } from "./workers";

const channel = new MessageChannel();
const QUIET_TURNS = 3;
const MOST_TURNS = 200;
const SETTLED_ROUNDS = 2;

const fences: unknown[] = [];
let waiting: (() => void)[] = [];
let isWatching = false;
let quiet = 0;
let turns = 0;
let seen = 0;
let rounds = 0;
let settledAt = -1;

/**
 * Sends a message once the page is quiet, after records and for each fence of the stage. The page
 * is quiet when its own tasks have run out: no channel message is under way, and `QUIET_TURNS`
 * turns of the event loop in a row had no record. After `MOST_TURNS` turns a message that was never
 * delivered (its port was never started) does not count any more. Where the page has workers, these
 * must be quiet as well, for `SETTLED_ROUNDS` rounds without a record.
 */
export function markQuiet(): void {
  onRecord(watch);
  onWorkerMessage(watch);
  answerCalls(watch);
  onOrder("fence", ({ fence }) => {
    fences.push(fence);
    askAnew();
    quiet = turns = rounds = 0;
    watch();
  });
  channel.port1.onmessage = turn;
}

/** Resolves when the page is quiet. */
export function whenQuiet(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    watch();
  });
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
    // Earlier would be too early: an instance that was just mounted has not rendered yet.
    lookAtNewMount();
    lookAtAnimations();
    isQuiet = getRecordCount() === seen && !lookAtLayout();
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
  const exchanged = getExchangedCount();
  for (const fence of fences.splice(0))
    send("fence_reached", { fence, turns, at: getNow(), exchanged });
  send("quiet", { exchanged });
  const ready = waiting;
  waiting = [];
  for (const resolve of ready) resolve();
}

function goOn(): void {
  quiet = turns = 0;
  channel.port2.postMessage(null);
}

function getDone(): number {
  return getRecordCount() + getMessageCount();
}
