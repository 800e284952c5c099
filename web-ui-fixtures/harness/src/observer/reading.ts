/** The state on the screen, found as the page contract says; a field that is not shown is null. */
export interface Screen {
  status: string | null;
  channel: "live" | "polling" | null;
  progress: number | null;
  frame: string | null;
  lines: string[];
}

const STATUS = /Status:\s*(pending|running|completed|failed|[\p{L}_-]+)/iu;
const BARS = '[role="progressbar"], progress';
const FRAME = /Frame:\s*(\S+)\s*\/\s*(\S+)/i;

/** Reads the visible text and the progress bar below `root`. */
export function readScreen(root: HTMLElement): Screen {
  // `innerText` leaves out text that is not laid out, which a person does not see.
  const text = root.innerText;
  const frame = FRAME.exec(text);
  return {
    status: STATUS.exec(text)?.[1]?.toLowerCase() ?? null,
    channel: readChannel(root, text),
    progress: readProgress(root),
    frame: frame ? `${frame[1]}/${frame[2]}` : null,
    lines: text
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== ""),
  };
}

function readChannel(root: HTMLElement, text: string): Screen["channel"] {
  if (/●\s*live/i.test(text) || root.querySelector('[title="WebSocket connected"]')) return "live";
  if (/○\s*polling/i.test(text) || root.querySelector('[title="Using HTTP polling"]'))
    return "polling";
  return null;
}

/** Of several bars, the progress of the first one with a percentage beside it is the job's. */
function readProgress(root: HTMLElement): number | null {
  const bars = [...root.querySelectorAll(BARS)].filter((bar) => bar.checkVisibility());
  const bar = bars.length > 1 ? bars.find((each) => hasPercentage(each, root)) : undefined;
  return readBar(bar ?? bars[0]);
}

/** Whether a percentage stands in the bar, or around it with no other bar there. */
function hasPercentage(bar: Element, root: HTMLElement): boolean {
  let around = bar;
  for (let next = bar.parentElement; next && next !== root; next = next.parentElement) {
    if (next.querySelectorAll(BARS).length > 1) break;
    around = next;
  }
  return /\d\s*%/.test(around.textContent);
}

/** The bar's value in percent of its range; null where it is indeterminate. */
function readBar(bar: Element | undefined): number | null {
  const now = readNumber(bar, "aria-valuenow");
  if (now !== null)
    return toPercent(
      now,
      readNumber(bar, "aria-valuemin"),
      readNumber(bar, "aria-valuemax") ?? 100,
    );
  const value = readNumber(bar, "value");
  if (value === null || !(bar instanceof HTMLProgressElement)) return value;
  return toPercent(bar.value, 0, bar.max);
}

function readNumber(bar: Element | undefined, attribute: string): number | null {
  const value = bar?.getAttribute(attribute);
  if (value === null || value === undefined || value.trim() === "") return null;
  return Number.isFinite(Number(value)) ? Number(value) : null;
}

function toPercent(now: number, min: number | null, max: number): number {
  const from = min ?? 0;
  return max > from ? Number((((now - from) / (max - from)) * 100).toFixed(6)) : now;
}
