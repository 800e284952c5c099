import { announceAnimationsAgain } from "./animations";
import { record, reopenLink } from "./link";
import { announceDocument, announceMountAgain } from "./mounts";
import { look } from "./screen";
import { announceTimersAgain } from "./timers";
import { announceWorkersAgain } from "./workers";

/**
 * Records that the document comes out of the back/forward cache (`pageshow`, persisted). Then it
 * records the document, its mount, timers, animations, workers and screen again, because the stage
 * has seen another document in between.
 */
export function recordRestores(): void {
  window.addEventListener("pageshow", (event) => {
    // A `pageshow` on the stage's order is not trusted: that document was never away.
    if (!event.persisted || !event.isTrusted) return;
    reopenLink();
    record("document_restored");
    announceDocument();
    announceMountAgain();
    announceTimersAgain();
    announceAnimationsAgain();
    announceWorkersAgain();
    look();
  });
}
