import { send } from "./link";

/** What the instrumented sources go by: StrykerJS's namespace on the global object. */
interface Namespace {
  /** Whether the mutant of this id is in effect (see `build/mutants.js`). */
  isActive(mutant: string): boolean;
  /** How often a mutant in effect was come by; one more than `hitLimit` throws: a loop without end. */
  hitCount: number;
  hitLimit: number;
  mutantCoverage: { static: Record<string, number>; perTest: Record<string, never> };
}

/** Far more than the longest scenario comes by one place in the source. */
const MOST_HITS = 100_000;

const told = new Set<string>();
let waiting: string[] = [];

/**
 * Where the address has `mutant`, puts the mutants of these ids (`3.17`) into effect before any source of
 * the page is loaded; with an empty one none. The page tells which of them it came by; with none in effect,
 * which of all. Each is told once a document, in a message that is no record.
 */
export function chooseMutants(): void {
  const chosen = new URLSearchParams(location.search).get("mutant");
  if (chosen === null) return;
  const active = new Set(chosen.split(".").filter((each) => each !== ""));
  const namespace: Namespace = {
    isActive: (mutant) => active.has(mutant) && tell(mutant),
    hitCount: 0,
    hitLimit: MOST_HITS,
    mutantCoverage: { static: active.size > 0 ? {} : tellOfEach(), perTest: {} },
  };
  Object.assign(globalThis, { __stryker__: namespace });
}

/** An object that tells the stage of each key that is set. */
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
