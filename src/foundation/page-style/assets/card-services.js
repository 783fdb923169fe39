// Unlocking, renewing and changing the passcode: the page asks the smartcard software on this computer to do it, which
// asks for passcodes in a window of its own. No passcode comes near this page.
import { hideProblem, localService, post, showProblem, withCard, withWindow } from "./local-service.js";

const page = document.getElementById("card-service");
const status = document.getElementById("status");
const start = document.getElementById("start");
const codeForm = document.getElementById("code-form");
const code = document.getElementById("code");
let request;

async function call(path, body) {
  const service = await localService(page.dataset.ports);
  const ask = () => post(`${service}/credentials/${path}`, body, "omit");
  return withCard(service, () => withWindow(service, page.dataset.window, ask));
}

/** Runs one step with its button out of use, and shows what went wrong. */
async function step(button, work) {
  hideProblem();
  button.disabled = true;
  status.textContent = "Looking for the smartcard software on this computer.";
  try {
    await work();
  } catch (error) {
    status.textContent = "This has not been done.";
    showProblem(error);
  } finally {
    button.disabled = false;
  }
}

function done(text) {
  status.textContent = text;
  page.dataset.state = "done";
  for (const part of page.querySelectorAll("#start, #code-form, p:not(#status), ol")) part.hidden = true;
}

const services = {
  unlock: async () => {
    const sent = await call("unlock-code", {});
    request = sent.request;
    status.textContent = `A security code was sent to ${sent.sentTo}. You can use it for 15 minutes.`;
    codeForm.hidden = false;
    start.textContent = "Send another code";
    start.classList.add("nhsuk-button--secondary");
    code.focus();
  },
  renew: async () => {
    const { notAfter } = await call("renew", {});
    const day = new Date(notAfter).toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });
    done(`Your smartcard has been renewed. You can use it until ${day}.`);
  },
  "change-passcode": async () => {
    await call("change-passcode", {});
    done("Your passcode has been changed.");
  },
};

start.addEventListener("click", () => {
  step(start, services[page.dataset.service]);
});

codeForm?.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = codeForm.querySelector("button");
  step(button, async () => {
    await call("unlock", { request, code: code.value.trim() });
    done("Your smartcard has been unlocked. Use your new passcode from now on.");
  });
});
