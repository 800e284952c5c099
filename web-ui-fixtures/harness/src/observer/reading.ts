import { findLogs } from "./logs";
import { findAll, getHost, readShadows } from "./shadows";

/** The state on the screen, found as the page contract says; a field that is not shown is null. */
export interface Screen {
  status: string | null;
  channel: "live" | "polling" | null;
  progress: number | null;
  /** The only percentage of the text in the bar, else of the text beside it. */
  bar_text: number | null;
  frame: string | null;
  lines: string[];
  /** Those of `lines` that are in a log or its title: news in its order, which stays there (ARIA, role `log`). */
  logged: string[];
}

const STATUS = /Status:\s*(pending|running|completed|failed|[\p{L}_-]+)/iu;
const BARS = '[role="progressbar"], progress';
/** A number before its sign, or after it as in Turkish. */
const PERCENTAGE = /(\d+(?:[.,]\d+)?)\s*%|%\s*(\d+(?:[.,]\d+)?)/;
const WHOLE =
  /\b(overall|in total|total progress|whole job|entire|gesamt\w*|insgesamt|global\w*)\b/i;
const PART = /\b(tool|step|stage|phase|part|file|upload|download|cpu|gpu|memory|disk)s?\b/i;
/** What guides hyphenation, joining and the direction of text, and is not seen itself. */
const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
const FRAME = /Frame:\s*(\S+)\s*\/\s*(\S+)/i;

/** Reads the visible text and the progress bar below `root`. */
export function readScreen(root: HTMLElement): Screen {
  // `innerText` leaves out text that is not laid out, which a person does not see.
  const text = [root.innerText, readShadows(root)].join("\n").replace(UNSEEN, "");
  const frame = FRAME.exec(text);
  const bar = findBar(root);
  return {
    status: STATUS.exec(text)?.[1]?.toLowerCase() ?? null,
    channel: readChannel(root, text),
    progress: readBar(bar),
    bar_text: readText(bar) ?? readText(bar && getHost(bar)) ?? readText(besideBar(bar, root)),
    frame: frame ? `${frame[1]}/${frame[2]}` : null,
    lines: splitLines(text),
    logged: findLogs(root).flatMap((each) => splitLines(each.innerText.replace(UNSEEN, ""))),
  };
}

function splitLines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function readChannel(root: HTMLElement, text: string): Screen["channel"] {
  if (/●\s*live/i.test(text) || findAll(root, '[title="WebSocket connected"]')[0]) return "live";
  if (/○\s*polling/i.test(text) || findAll(root, '[title="Using HTTP polling"]')[0])
    return "polling";
  return null;
}

/**
 * The bar of the job. Of several bars that is the first one whose name says that it is for the
 * whole job, else one with a value: the first one with a percentage that is not named for a part, else
 * the first one with a percentage beside it, else the first one that is not named for a part.
 */
function findBar(root: HTMLElement): HTMLElement | undefined {
  const bars = findAll(root, BARS).filter((bar) => bar.checkVisibility());
  if (bars.length < 2) return bars[0];
  const texts = new Map(bars.map((bar) => [bar, readAround(bar, root)]));
  // A spinner is a bar without a value.
  const withValue = bars.filter((bar) => readBar(bar) !== null);
  const find = (among: HTMLElement[], holds: (text: string) => boolean): HTMLElement | undefined =>
    among.find((bar) => holds(texts.get(bar) ?? ""));
  const bar =
    find(bars, (text) => WHOLE.test(text)) ??
    find(withValue, (text) => PERCENTAGE.test(text) && !PART.test(text)) ??
    find(withValue, (text) => PERCENTAGE.test(text)) ??
    find(withValue, (text) => !PART.test(text));
  return bar ?? bars[0];
}

/** The element around the bar, for the text beside it; undefined where more than the bar is in it. */
function besideBar(bar: Element | undefined, root: HTMLElement): Element | undefined {
  const around = bar?.parentElement;
  if (!around || around === root || around.childElementCount > 2) return undefined;
  return STATUS.test(around.innerText) ? undefined : around;
}

/** The percentage in the text that is laid out in `where`; null where there is not exactly one. */
function readText(where: Element | undefined): number | null {
  if (!(where instanceof HTMLElement) || where instanceof HTMLProgressElement) return null;
  const text = where.innerText.replace(UNSEEN, "");
  const [first, ...more] = text.matchAll(new RegExp(PERCENTAGE, "g"));
  const number = first?.[1] ?? first?.[2];
  return number && more.length === 0 ? Number(number.replace(",", ".")) : null;
}

/** The name of the bar, and the text in it and around it with no other bar there. */
function readAround(bar: Element, root: HTMLElement): string {
  let around = bar;
  for (let next = bar.parentElement; next && next !== root; next = next.parentElement) {
    if (next.querySelectorAll(BARS).length > 1) break;
    around = next;
  }
  const before = around === bar ? bar.previousElementSibling : null;
  const labels = (bar.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter((id) => id !== "");
  const named = labels.map((id) => document.getElementById(id));
  const name = [bar.getAttribute("aria-label"), ...named.map((each) => each?.textContent)];
  const beside = before?.matches(BARS) ? "" : before?.textContent;
  return [...name, beside, around.textContent].filter(Boolean).join(" ");
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
