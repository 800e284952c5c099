import { onOrder } from "./observer/orders";

const LARGEST = 1 << 22;
/** The name of the entries is short, as it takes room as well. */
const FILLER = "~";

/** Fills localStorage and sessionStorage on the stage's order, so that the page can keep nothing. */
export function obeyTheStorage(): void {
  onOrder("fill_storage", () => {
    fill(localStorage);
    fill(sessionStorage);
  });
}

/** Adds entries, each half as long as the one before, until not even the shortest fits. */
function fill(storage: Storage): void {
  const text = "x".repeat(LARGEST);
  for (let length = LARGEST; length >= 1; length /= 2) {
    try {
      storage.setItem(FILLER + length, text.slice(0, length));
    } catch {
      // The quota, of about five million characters, has less room than that.
    }
  }
  // What is left is shorter than a name and a letter: it is filled up letter by letter.
  for (let letters = "x"; ; letters += "x") {
    try {
      storage.setItem(FILLER, letters);
    } catch {
      return;
    }
  }
}
