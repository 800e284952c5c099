/* global Idiomorph */

// Gives the orders of the buttons, and shows each new view as it comes.

const token = new URLSearchParams(location.search).get("token") ?? "";
const panel = document.getElementById("panel");
const refusal = document.getElementById("refusal");
const KEYS = { s: "/api/step", b: "/api/back", e: "/api/run", r: "/api/restart" };

/** Sends an order; what is refused is said above the panel. */
async function order(path, body) {
  refusal.textContent = "";
  const answer = await fetch(path, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body,
  }).catch(() => null);
  if (answer === null) {
    refusal.textContent = "The command has ended: start it again.";
    return null;
  }
  const said = await answer.json();
  if (answer.ok) return said;
  refusal.textContent = said.detail
    .map(({ loc, msg }) => `${loc.slice(1).join(".")}: ${msg}`)
    .join(" ");
  return null;
}

/** Puts the newest view in the place of the one that is shown; focus and scrolling stay. */
async function show() {
  const answer = await fetch("/panel", { headers: { Authorization: `Bearer ${token}` } });
  if (!answer.ok) return;
  const name = document.getElementById("name")?.value;
  const saved = document.getElementById("saved")?.textContent;
  Idiomorph.morph(panel, await answer.text(), { morphStyle: "innerHTML" });
  if (name !== undefined) document.getElementById("name").value = name;
  if (saved !== undefined) document.getElementById("saved").textContent = saved;
  const current = panel.querySelector("[aria-current]");
  const list = current?.parentElement;
  if (list) list.scrollTop = current.offsetTop - list.offsetTop - list.clientHeight / 2;
}

panel.addEventListener("click", ({ target }) => {
  const button = target.closest("button[data-path]");
  if (button) order(button.dataset.path, button.dataset.body);
});

panel.addEventListener("submit", async (event) => {
  event.preventDefault();
  const name = new FormData(event.target).get("name");
  const saved = await order(event.target.dataset.path, JSON.stringify({ name }));
  if (saved) document.getElementById("saved").textContent = `Saved. Play it: ${saved.command}`;
});

document.addEventListener("keydown", ({ key, target, ctrlKey, metaKey, altKey }) => {
  if (ctrlKey || metaKey || altKey || target.matches("input")) return;
  const button = panel.querySelector(`nav button[data-path="${KEYS[key]}"]:enabled`);
  button?.click();
});

let isShowing = false;
let isOutdated = false;

/** Shows one view after another, and of those that come meanwhile only the last. */
async function follow() {
  isOutdated = true;
  if (isShowing) return;
  isShowing = true;
  while (isOutdated) {
    isOutdated = false;
    await show();
  }
  isShowing = false;
}

const events = new EventSource(`/api/events?token=${encodeURIComponent(token)}`);
events.onmessage = follow;
events.onerror = () => {
  refusal.textContent = "The command has ended: start it again.";
};
events.onopen = () => {
  refusal.textContent = "";
};
