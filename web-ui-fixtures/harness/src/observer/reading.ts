/** The state on the screen, found as the page contract says; a field that is not shown is null. */
export interface Screen {
  status: string | null;
  channel: "live" | "polling" | null;
  progress: number | null;
  frame: string | null;
  lines: string[];
}

const STATUS = /Status:\s*(pending|running|completed|failed|[\p{L}_-]+)/iu;
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

function readProgress(root: HTMLElement): number | null {
  const bar = root.querySelector('[role="progressbar"], progress');
  const value = bar?.getAttribute("aria-valuenow") ?? bar?.getAttribute("value");
  if (value === null || value === undefined || value.trim() === "") return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}
