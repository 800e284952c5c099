import { OUTWARD, onRecord } from "./link";
import { whenQuiet } from "./quiet";
import { getPendingTasks } from "./tasks";
import { isUnderWay } from "./underWay";
import { getMessageCount } from "./workers";

/** Records of frames alone: they come in every frame, and the stage has nothing to do for them. */
const OF_FRAMES = new Set([
  "animation_frame_requested",
  "animation_frame_began",
  "animation_frame_cancelled",
]);

let records = 0;
let begun = 0;
let end = Infinity;

onRecord((kind, { due }) => {
  if (OF_FRAMES.has(kind)) return;
  records += 1;
  // The stage stops at a timer and at the end of an animation, so it must know of them in time.
  if (OUTWARD.has(kind) || (typeof due === "number" && due <= end)) begun += 1;
});

/**
 * Returns a function for the time up to `latest` (virtual ms). It resolves once the page is quiet, to
 * whether the page has begun something that the stage must know of before more time passes: a
 * request, a WebSocket, a frame, a message to a worker, or a timer that is due by `latest`.
 */
export function watchBeginnings(latest: number): () => Promise<boolean> {
  end = latest;
  const before = begun + getMessageCount();
  let seen = records;
  return async () => {
    if (records !== seen || getPendingTasks() > 0 || isUnderWay()) await whenQuiet();
    seen = records;
    return begun + getMessageCount() !== before;
  };
}
