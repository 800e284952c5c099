import { findAll } from "./shadows";

const LOGS = '[role="log"]';
const TITLES = 'h1, h2, h3, h4, h5, h6, summary, legend, figcaption, caption, [role="heading"]';

const LISTS = 'ul, ol, dl, table, [role="list"], [role="table"], [role="grid"]';

/**
 * The logs below `root`, each with its title before it: an element that names it, or a heading beside
 * it. A page may show both with the first entry, which may tell of a failure. The summary of a list
 * that a person unfolds is such a title as well.
 */
export function findLogs(root: HTMLElement): HTMLElement[] {
  const logs = findAll(root, LOGS).flatMap((log) => [...findTitles(log, root), log]);
  return [...logs, ...findSummaries(root)];
}

function findSummaries(root: HTMLElement): HTMLElement[] {
  const unfolding = findAll(root, "details").filter((each) => each.querySelector(LISTS));
  return unfolding.flatMap((each) => [...each.querySelectorAll<HTMLElement>(":scope > summary")]);
}

function findTitles(log: HTMLElement, root: HTMLElement): HTMLElement[] {
  const ids = (log.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter((id) => id !== "");
  const named = ids.map((id) => document.getElementById(id)).filter((each) => each !== null);
  return [...named, ...findHeadings(log, root)];
}

/** The heading beside the log, or beside an element that has the log and nothing else. */
function findHeadings(log: HTMLElement, root: HTMLElement): HTMLElement[] {
  for (let at = log; at !== root; ) {
    const beside = [at.previousElementSibling, at.nextElementSibling];
    const found = beside.filter((each) => each instanceof HTMLElement && each.matches(TITLES));
    const parent = at.parentElement;
    if (found.length > 0 || !parent || parent.childElementCount > 1) return found as HTMLElement[];
    at = parent;
  }
  return [];
}
