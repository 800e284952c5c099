import { type Fields, send } from "./link";
import { onOrder } from "./orders";

/** The name of the channel, and the key in the storage, that the calls of the stage use. */
const NAME = "jobstatus-e2e";

interface Call {
  readonly call: number;
  readonly from: number;
  readonly isStored: boolean;
}

const { postMessage } = BroadcastChannel.prototype;
const { setItem, removeItem } = Storage.prototype;
let exchanged = 0;
let own = 0;
let hearer: BroadcastChannel | null = null;
let caller: BroadcastChannel | null = null;
let lastStored = 0;
let awaited: number | null = null;

/**
 * The count of the messages that the page has posted over a BroadcastChannel, and of the changes
 * that other tabs made in the storage. Its own changes cannot be counted: a page may make one
 * without calling a method.
 */
export function getExchangedCount(): number {
  return exchanged;
}

/**
 * Lets the stage call from tab to tab. A message over a BroadcastChannel, and the event of a change
 * in the storage, take their way through the browser, and no record shows that one is under way. A
 * call goes the same two ways, so that all that its tab has sent before is there when it arrives.
 * `onCall` is then called, and the stage is told. Call this before the page has listeners of its own.
 *
 * The channel is open only while the stage calls: with an open one the browser keeps no document in
 * its back/forward cache.
 */
export function answerCalls(onCall: () => void): void {
  countPosts();
  const hear = (call: number): void => {
    awaited = null;
    send("call_heard", { call });
    onCall();
  };
  listenToStorage(hear);
  onOrder("hear_calls", ({ tab }) => {
    own = Number(tab);
    openChannel(hear);
    readStorage();
  });
  onOrder("call_tabs", call);
  onOrder("end_calls", closeChannel);
}

function countPosts(): void {
  BroadcastChannel.prototype.postMessage = function (message: unknown): void {
    exchanged += 1;
    postMessage.call(this, message);
  };
}

function openChannel(hear: (call: number) => void): void {
  closeChannel();
  hearer = new BroadcastChannel(NAME);
  caller = new BroadcastChannel(NAME);
  hearer.onmessage = ({ data: { call, from, isStored } }: MessageEvent<Call>) => {
    if (call === 0) {
      if (from === own) send("hears_calls");
    } else if (from === own || !isStored || lastStored >= call) hear(call);
    else awaited = call;
  };
  // The browser has registered the hearer once a message of this document arrives there.
  tell({ call: 0, from: own, isStored: false });
}

function closeChannel(): void {
  hearer?.close();
  caller?.close();
  hearer = caller = null;
}

/** The browser hands out events to window listeners in the order in which they were added. */
function listenToStorage(hear: (call: number) => void): void {
  window.addEventListener("storage", (event) => {
    if (event.key !== NAME) {
      exchanged += 1;
      return;
    }
    event.stopImmediatePropagation();
    if (event.newValue === null) return;
    lastStored = Number(event.newValue);
    if (awaited !== null && awaited <= lastStored) hear(awaited);
  });
}

/** The browser tells a document of each change from its first reading on. */
function readStorage(): void {
  try {
    localStorage.getItem(NAME);
  } catch {
    // Without a storage there is no change to be told of.
  }
}

function call(fields: Fields): void {
  const number = Number(fields.call);
  tell({ call: number, from: own, isStored: store(number) });
}

function tell(said: Call): void {
  if (caller) postMessage.call(caller, said);
}

/** Returns whether the other tabs get the event of a change. */
function store(number: number): boolean {
  try {
    setItem.call(localStorage, NAME, String(number));
    removeItem.call(localStorage, NAME);
    return true;
  } catch {
    return false;
  }
}
