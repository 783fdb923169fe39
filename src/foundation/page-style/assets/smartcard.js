// Answers the challenge of the sign-in with the smartcard software on this computer:
// asks CIS2 for a challenge, the software for a signature, and hands the signature to CIS2.
import { hideProblem, localService, post, showProblem, withCard, withWindow } from "./local-service.js";

const page = document.getElementById("smartcard");
const signIn = page.dataset.signIn;
const status = document.getElementById("status");
const again = document.getElementById("again");
const windowText = "Enter your passcode in the window that has opened. Then come back to this page.";

async function authenticate() {
  hideProblem();
  again.hidden = true;
  status.textContent = "Looking for the smartcard software on this computer.";
  try {
    const service = await localService(page.dataset.ports);
    const token = await withCard(service, async () => {
      const { challenge } = await post(`${signIn}/challenge`, {}, "same-origin");
      const request = { challenge, relyingParty: page.dataset.relyingParty };
      const ask = () => post(`${service}/authentication/authenticate`, request, "omit");
      return withWindow(service, windowText, ask);
    });
    status.textContent = "Checking your smartcard.";
    const { step, notices, continue: onward } = await post(`${signIn}/assertion`, token, "same-origin");
    // Not by way of this page's address, if there is nothing more to show there.
    location.replace(step === "finished" && !notices ? onward : signIn);
  } catch (error) {
    status.textContent = "The sign-in has stopped.";
    again.hidden = !showProblem(error);
  }
}

again.addEventListener("click", authenticate);
authenticate();
