import { announceAnimationsAgain } from "./animations";
import { record, reopenLink } from "./link";
import { announceDocument, announceMountAgain } from "./mounts";
import { look } from "./screen";
import { announceTimersAgain } from "./timers";
import { announceWorkersAgain } from "./workers";

/**
 * Records that the document comes out of the back/forward cache (`pageshow`, persisted), and then all
 * that it comes back with, as if it were new: the stage has seen another document in between.
 */
export function recordRestores(): void {
  window.addEventListener("pageshow", (event) => {
    // An event that the stage has ordered comes to a document that was never away.
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
