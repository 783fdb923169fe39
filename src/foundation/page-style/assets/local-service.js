// What pages do with the smartcard software on this computer, and how they tell what went wrong.

const firstLookMs = 100;
const pollMs = 500;
const title = globalThis.document?.title;
const element = (id) => document.getElementById(id);

export class Refusal extends Error {
  constructor({ code, message, cure = "", reference = "", person = { message, next: cure, again: true } }) {
    super(message);
    Object.assign(this, { code, cure, reference, person });
  }
}

export async function post(url, body, credentials) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(body),
    credentials,
  });
  const answer = await response.json();
  if (!response.ok) throw new Refusal(answer.error);
  return answer;
}

async function portOf(port) {
  const response = await fetch(`http://localhost:${port}/PRS/GetPortNumber`, { credentials: "omit" });
  const { portData, faultException } = await response.json();
  if (!portData) throw new Error(faultException?.message ?? "no port");
  return portData.portNumber;
}

/** The address of the user's own service, by way of the port service on one of the given ports. */
export async function localService(ports) {
  try {
    return `http://localhost:${await Promise.any(ports.split(" ").map(portOf))}`;
  } catch {
    throw new Refusal({
      code: "LOCAL_SERVICE_UNREACHABLE",
      message: "The smartcard software on this computer does not answer.",
      cure: "Start it, then try again. If your browser asks, allow this site to reach apps on this device.",
    });
  }
}

/** Whether a card is there, and a passcode window open. Nothing if the software does not tell. */
async function desktopState(service) {
  const response = await fetch(`${service}/authentication/state`, { credentials: "omit" }).catch(() => undefined);
  return response?.ok ? response.json() : undefined;
}

const waiting = "Waiting for the smartcard software on this computer.";
const later = (ms = pollMs) => new Promise((resolve) => setTimeout(resolve, ms));

/** Does work of the smartcard software that opens a passcode window. The page says so only while it is open. */
export async function withWindow(service, text, work) {
  const again = element("open-again");
  const show = async (working) => {
    // No window opens at once. A look before that would show it one poll late.
    await later(firstLookMs);
    while (!working.done) {
      const { passcodeWindow = "none" } = (await desktopState(service)) ?? { passcodeWindow: "unknown" };
      if (working.done) break;
      const said = { open: text, opening: `${waiting} It asks for your passcode.` }[passcodeWindow] ?? waiting;
      if (element("status").textContent !== said) element("status").textContent = said;
      if (passcodeWindow === "unknown") break;
      again.textContent = passcodeWindow === "open" ? "Open it again" : "Open the passcode window";
      again.hidden = passcodeWindow === "none";
      await later();
    }
  };
  again.onclick = () => post(`${service}/authentication/passcode-window`, {}, "omit").catch(() => undefined);
  const working = { done: false };
  void show(working);
  try {
    return await work();
  } finally {
    working.done = true;
    again.hidden = true;
  }
}

/** Does work of the smartcard software, once more as soon as there is a card if there was none. */
export async function withCard(service, work) {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const state = error.person?.waitsForCard ? await desktopState(service) : undefined;
      if (!state) throw error;
      element("status").textContent = "Waiting for your smartcard. This page goes on by itself.";
      showProblem(error);
      for (let now = state; !now?.card; now = await desktopState(service)) {
        if (!now) throw error;
        await later();
      }
      hideProblem();
    }
  }
}

export function hideProblem() {
  document.title = title;
  for (const id of ["problem", "problem-details"]) element(id).hidden = true;
}

/** Shows what was thrown in the page's problem box, and gives it the focus. Whether it is worth trying again. */
export function showProblem(error) {
  const refusal =
    error instanceof Refusal
      ? error
      : new Refusal({ code: "SERVICE_UNREACHABLE", message: "The service could not be reached.", cure: "Try again." });
  const { person } = refusal;
  for (const [id, text] of Object.entries({
    "problem-message": person.message,
    "problem-cure": person.next,
    "problem-developer": `${refusal.message} ${refusal.cure}`,
    "problem-code": refusal.code,
    "problem-reference": refusal.reference,
  })) {
    element(id).textContent = text;
  }
  for (const link of document.querySelectorAll("[data-card-service]"))
    link.hidden = link.dataset.cardService !== person.cardService;
  element("problem-has-reference").hidden = refusal.reference === "";
  for (const id of ["problem", "problem-details"]) element(id).hidden = false;
  document.title = `Error: ${title}`;
  element("problem").focus();
  return person.again === true || person.waitsForCard === true;
}
