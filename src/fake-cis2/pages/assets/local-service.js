// What pages do with the smartcard software on this computer, and how they tell what went wrong.

export class Refusal extends Error {
  constructor({ code, message, cure = "", reference = "" }) {
    super(message);
    Object.assign(this, { code, cure, reference });
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

/** The port of the user's own service, by way of the port service on one of the given ports. */
export async function localService(ports) {
  try {
    return await Promise.any(ports.split(" ").map(portOf));
  } catch {
    throw new Refusal({
      code: "LOCAL_SERVICE_UNREACHABLE",
      message: "The smartcard software on this computer does not answer.",
      cure: "Start it, allow this site to reach apps on this device if the browser asks, and try again.",
    });
  }
}

/** Shows what was thrown in the page's problem box, and gives it the focus. */
export function showProblem(error) {
  const refusal =
    error instanceof Refusal
      ? error
      : new Refusal({ code: "SERVICE_UNREACHABLE", message: "The service could not be reached.", cure: "Try again." });
  for (const [id, text] of Object.entries({
    "problem-message": refusal.message,
    "problem-cure": refusal.cure,
    "problem-code": refusal.code,
    "problem-reference": refusal.reference,
  })) {
    document.getElementById(id).textContent = text;
  }
  document.getElementById("problem-has-reference").hidden = refusal.reference === "";
  const problem = document.getElementById("problem");
  problem.hidden = false;
  problem.focus();
}
