import { getRecordCount, send } from "./link";
import { onOrder } from "./orders";
import { lookAtNewMount } from "./screen";
import { getPendingTasks } from "./tasks";

const channel = new MessageChannel();
const QUIET_TURNS = 3;
const MOST_TURNS = 200;

/**
 * Answers each fence of the stage once the page's own tasks have run out: no channel message is
 * under way and `QUIET_TURNS` turns of the event loop in a row recorded nothing. A message that is
 * never delivered (its port was never started) stops counting after `MOST_TURNS` turns.
 */
export function answerFences(): void {
  onOrder("fence", ({ fence }) => {
    let quiet = 0;
    let turns = 0;
    let seen = getRecordCount();
    channel.port1.onmessage = () => {
      turns += 1;
      if (quiet + 1 === QUIET_TURNS) lookAtNewMount();
      const moved = getRecordCount() !== seen;
      seen = getRecordCount();
      quiet = moved || getPendingTasks() > 0 ? 0 : quiet + 1;
      if (quiet >= QUIET_TURNS || turns >= MOST_TURNS) send("fence_reached", { fence, turns });
      else channel.port2.postMessage(null);
    };
    channel.port2.postMessage(null);
  });
}
