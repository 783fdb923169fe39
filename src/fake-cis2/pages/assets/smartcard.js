// Answers the challenge of the sign-in with the smartcard software on this computer:
// asks CIS2 for a challenge, the software for a signature, and hands the signature to CIS2.
import { localService, post, showProblem } from "./local-service.js";

const page = document.getElementById("smartcard");
const signIn = page.dataset.signIn;
const status = document.getElementById("status");
const problem = document.getElementById("problem");
const again = document.getElementById("again");

async function authenticate() {
  problem.hidden = true;
  again.hidden = true;
  status.textContent = "Looking for the smartcard software on this computer.";
  try {
    const port = await localService(page.dataset.ports);
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
  status.textContent = "The sign-in has stopped.";
  again.hidden = false;
  showProblem(error);
}

again.addEventListener("click", authenticate);
authenticate();
