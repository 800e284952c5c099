import { recordComplaints } from "../observer/errors";
import { recordFetches } from "../observer/fetches";
import { flush, speakOver } from "../observer/link";
import { mark, readIntroduction, readMark, type ToPage, type ToWorker } from "../observer/mark";
import { setRealm } from "../observer/realm";
import { scheduleOnVirtualTime } from "../observer/scheduler";
import { recordSockets } from "../observer/sockets";
import { countChannelTasks } from "../observer/tasks";
import { announceTimersAgain, recordTimers } from "../observer/timers";
import { recordXhr } from "../observer/xhr";
import { fireNext, followPage, installClock } from "./clock";
import { recordNestedWorkers } from "./nested";
import { countMessage, settle } from "./settling";

const post = self.postMessage.bind(self) as (...message: unknown[]) => void;
const close = self.close.bind(self);
const introduction = readIntroduction(self.name);

if (introduction) {
  Object.defineProperty(self, "name", { configurable: true, value: introduction.name });
  setRealm(introduction.worker);
  installClock(introduction);
  speakOver({
    isOpen: true,
    isEager: true,
    send: (messages) => say(["records", messages]),
  });
  self.addEventListener("message", take);
  self.postMessage = ((...message: unknown[]): void => {
    // The stage must know the worker's records before the page gets this message.
    flush();
    countMessage();
    post(...message);
  }) as typeof self.postMessage;
  self.close = end;
  countChannelTasks();
  scheduleOnVirtualTime();
  recordTimers();
  recordFetches();
  recordXhr();
  recordSockets();
  recordNestedWorkers();
  recordComplaints();
  say(["ready"]);
}

function say(said: ToPage): void {
  post(mark(said));
}

/**
 * Takes in the messages of the page's observer. The worker's own listeners never get them, because
 * they are added later.
 */
function take(event: MessageEvent): void {
  const said = readMark<ToWorker>(event.data);
  if (!said) {
    countMessage();
    return;
  }
  event.stopImmediatePropagation();
  if (said[0] === "time" || said[0] === "look" || said[0] === "fire") followPage(said[1]);
  if (said[0] === "look") settle((done) => say(["settled", { round: said[2], done }]));
  else if (said[0] === "fire") fireNext();
  else if (said[0] === "again") announceTimersAgain();
  else if (said[0] === "end") end();
}

function end(): void {
  flush();
  say(["ended"]);
  close();
}
