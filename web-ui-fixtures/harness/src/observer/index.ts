import { moveAnimations } from "./animations";
import { countBrowserWork } from "./browserWork";
import { recordComplaints, recordUncaughtErrors } from "./errors";
import { makeUpForFailedHandshakes } from "./failedHandshakes";
import { recordFetches } from "./fetches";
import { recordFrames } from "./frames";
import { openLink } from "./link";
import { countLocks } from "./locks";
import { announceDocument } from "./mounts";
import { answerProbes } from "./probes";
import { markQuiet } from "./quiet";
import { recordRestores } from "./restores";
import { recordScreen } from "./screen";
import { recordSockets } from "./sockets";
import { countChannelTasks } from "./tasks";
import { recordTimers } from "./timers";
import { recordUnseenWorkers } from "./unseen";
import { obeyTheTab } from "./visibility";
import { followWallClock } from "./wallClock";
import { recordWorkers } from "./workers";
import { recordXhr } from "./xhr";

const linkAddress = new URLSearchParams(location.search).get("observer");

if (linkAddress) {
  openLink(linkAddress);
  markQuiet();
  followWallClock();
  announceDocument();
  recordRestores();
  countChannelTasks();
  countBrowserWork();
  countLocks();
  recordFrames();
  moveAnimations();
  recordTimers();
  recordFetches();
  recordXhr();
  recordSockets();
  makeUpForFailedHandshakes();
  recordWorkers();
  recordUnseenWorkers();
  recordUncaughtErrors();
  recordComplaints();
  recordScreen();
  answerProbes();
  obeyTheTab();
}
