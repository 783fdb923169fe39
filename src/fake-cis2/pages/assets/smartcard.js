// Answers the challenge of the sign-in with the smartcard software on this computer:
// asks CIS2 for a challenge, the software for a signature, and hands the signature to CIS2.
const page = document.getElementById("smartcard");
const signIn = page.dataset.signIn;
const status = document.getElementById("status");
const problem = document.getElementById("problem");
const again = document.getElementById("again");

class Refusal extends Error {
  constructor({ code, message, cure = "", reference = "-" }) {
    super(message);
    Object.assign(this, { code, cure, reference });
  }
}

async function post(url, body, credentials) {
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

async function localService() {
  try {
    return await Promise.any(page.dataset.ports.split(" ").map(portOf));
  } catch {
    throw new Refusal({
      code: "LOCAL_SERVICE_UNREACHABLE",
      message: "The smartcard software on this computer does not answer.",
      cure: "Start it, allow this site to reach apps on this device if the browser asks, and try again.",
    });
  }
}

async function authenticate() {
  problem.hidden = true;
  again.hidden = true;
  status.textContent = "Looking for the smartcard software on this computer.";
  try {
    const port = await localService();
    const { challenge } = await post(`${signIn}/challenge`, {}, "same-origin");
    status.textContent = "Enter your passcode in the window that has opened.";
    const request = { challenge, relyingParty: page.dataset.relyingParty };
    const token = await post(`http://localhost:${port}/authentication/authenticate`, request, "omit");
    status.textContent = "Checking your smartcard.";
    await post(`${signIn}/assertion`, token, "same-origin");
    location.assign(signIn);
  } catch (error) {
    show(error);
  }
}

function show(error) {
  const refusal =
    error instanceof Refusal
      ? error
      : new Refusal({ code: "SERVICE_UNREACHABLE", message: "The service could not be reached.", cure: "Try again." });
  status.textContent = "The sign-in has stopped.";
  for (const [id, text] of Object.entries({
    "problem-message": refusal.message,
    "problem-cure": refusal.cure,
    "problem-code": refusal.code,
    "problem-reference": refusal.reference,
  })) {
    document.getElementById(id).textContent = text;
  }
  problem.hidden = false;
  again.hidden = false;
  problem.focus();
}

again.addEventListener("click", authenticate);
authenticate();
