// Keeps the page as its environment is: parts with `data-live` are fetched again after each change. A part in which somebody
// types, or has changed a choice, is left until they have done.

/** Between two requests, if changes come without end. */
const pauseMs = 100;

let fetching = false;
let again = false;

/** @param {Element} part */
function isInUse(part) {
  const { activeElement } = document;
  if (activeElement !== null && part.contains(activeElement) && activeElement.matches("input, select, textarea")) {
    return true;
  }
  return [...part.querySelectorAll("input:not([type=hidden]), select, textarea, details")].some((field) => {
    if (field instanceof HTMLDetailsElement)
      return field.open && field.querySelector("input:not([type=hidden]), select, textarea") !== null;
    if (field instanceof HTMLSelectElement)
      return [...field.options].some((one) => one.selected !== one.defaultSelected && one.defaultSelected);
    return field.value !== field.defaultValue;
  });
}

/** @param {Document} fresh */
function replace(fresh) {
  for (const part of document.querySelectorAll("[data-live]")) {
    const next = fresh.getElementById(part.id);
    if (next === null || next.innerHTML === part.innerHTML || isInUse(part)) continue;
    const focused = part.contains(document.activeElement) ? document.activeElement?.id : undefined;
    const open = new Set([...part.querySelectorAll("details[open]")].map(({ id }) => id));
    part.innerHTML = next.innerHTML;
    for (const one of part.querySelectorAll("details")) if (open.has(one.id)) one.open = true;
    if (focused) document.getElementById(focused)?.focus();
  }
  document.dispatchEvent(new Event("panel-live"));
}

/** The address of the view: that of a form that was refused is another. */
function viewAddress() {
  const view = document.querySelector('nav [aria-current="page"]')?.href ?? location.href;
  return new URL(view).pathname === location.pathname ? location.href : view;
}

async function refresh() {
  again = fetching;
  if (fetching) return;
  fetching = true;
  try {
    const answer = await fetch(viewAddress(), { headers: { accept: "text/html" }, redirect: "error" });
    if (answer.ok) replace(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    // The environment has ended, or ends: the event source says so.
  } finally {
    fetching = false;
  }
  if (!again) return;
  await new Promise((resume) => setTimeout(resume, pauseMs));
  await refresh();
}

// Loading the page again does nothing again, so it does not say so.
const address = new URL(location.href);
if (address.searchParams.has("done")) {
  address.searchParams.delete("done");
  history.replaceState(null, "", address);
}

const status = document.getElementById("live");
const source = new EventSource("/changes");
source.addEventListener("changed", () => void refresh());
source.addEventListener("open", () => {
  if (status) status.textContent = "Live";
  void refresh();
});
source.addEventListener("error", () => {
  if (status) status.textContent = "Not connected: the environment has ended, or is out of reach";
});
