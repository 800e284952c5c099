import { send } from "./link";

/** StrykerJS's namespace on the global object, which the instrumented sources read. */
interface Namespace {
  /** Whether the mutant of this id is in effect (see `build/mutants.js`). */
  isActive(mutant: string): boolean;
  /** How often code reached a mutant in effect; above `hitLimit` it throws, to end a loop. */
  hitCount: number;
  hitLimit: number;
  mutantCoverage: { static: Record<string, number>; perTest: Record<string, never> };
}

/** Far more often than the longest scenario reaches one place in the source. */
const MOST_HITS = 100_000;

const told = new Set<string>();
let active: ReadonlySet<string> = new Set();
let namespace: Namespace | null = null;
let waiting: string[] = [];

/**
 * Puts the mutants with the ids in `?mutant=` (`3.17`) into effect, before any source of the page
 * is loaded; without `?mutant=` it does nothing. The page tells which of these mutants its code
 * reached. Where the list is empty, no mutant is in effect, and it tells this of all mutants. Each
 * is told once in a document, in a message that is no record.
 */
export function chooseMutants(): void {
  const chosen = new URLSearchParams(location.search).get("mutant");
  if (chosen === null) return;
  namespace = {
    isActive: (mutant) => active.has(mutant) && tell(mutant),
    hitCount: 0,
    hitLimit: MOST_HITS,
    mutantCoverage: { static: {}, perTest: {} },
  };
  putIntoEffect(chosen.split(".").filter((each) => each !== ""));
  Object.assign(globalThis, { __stryker__: namespace });
}

/**
 * Puts these mutants into effect in the place of the ones before, and tells anew which of them the
 * code reached; does nothing in a document without `?mutant=`.
 */
export function putIntoEffect(mutants: readonly string[]): void {
  if (!namespace) return;
  active = new Set(mutants);
  told.clear();
  namespace.hitCount = 0;
  namespace.mutantCoverage.static = active.size > 0 ? {} : tellOfEach();
}

/** Returns an object that tells the stage of each key that is set in it. */
function tellOfEach(): Record<string, number> {
  return new Proxy<Record<string, number>>(
    {},
    { set: (counts, mutant, count) => tell(String(mutant)) && Reflect.set(counts, mutant, count) },
  );
}

function tell(mutant: string): true {
  if (told.has(mutant)) return true;
  told.add(mutant);
  if (waiting.push(mutant) === 1) queueMicrotask(sendWaiting);
  return true;
}

function sendWaiting(): void {
  const mutants = waiting;
  waiting = [];
  send("mutants_reached", { mutants });
}
