import { getHandedOn, handOn } from "./handedOn";
import { send } from "./link";
import { onOrder } from "./orders";
import { settleWorkers } from "./workers";

let ahead = 0;

/**
 * Where the address has `ahead`, makes the page's `Date` run ahead of the virtual clock, by as many
 * milliseconds as the stage orders; timers do not change. With a clock that stands still, two polls
 * would have the same `_t`.
 */
export function followWallClock(): void {
  if (!new URLSearchParams(location.search).has("ahead")) return;
  ahead = getHandedOn().ahead;
  const Native = Date;
  const now = (): number => Native.now() + ahead;
  window.Date = new Proxy(Native, {
    construct: (target, given, as) =>
      Reflect.construct(target, given.length > 0 ? given : [now()], as) as object,
    apply: () => new Native(now()).toString(),
    get: (target, name, receiver) =>
      name === "now" ? now : (Reflect.get(target, name, receiver) as unknown),
  });
  onOrder("ahead", ({ by }) => {
    ahead = Number(by);
    handOn({ ahead });
    settleWorkers(() => send("ahead_set", { by }));
  });
}
