// Unlocking, renewing and changing the passcode: the page asks the smartcard software on this computer to do it, which
// asks for passcodes in a window of its own. No passcode comes near this page.
import { localService, post, showProblem } from "./local-service.js";

const page = document.getElementById("card-service");
const status = document.getElementById("status");
const problem = document.getElementById("problem");
const start = document.getElementById("start");
const codeForm = document.getElementById("code-form");
const code = document.getElementById("code");
let request;

async function call(path, body) {
  return post(`http://localhost:${await localService(page.dataset.ports)}/credentials/${path}`, body, "omit");
}

/** Runs one step with its button out of use, and shows what went wrong. */
async function step(button, working, work) {
  problem.hidden = true;
  button.disabled = true;
  status.textContent = working;
  try {
    await work();
  } catch (error) {
    status.textContent = "Nothing has been finished.";
    showProblem(error);
  } finally {
    button.disabled = false;
  }
}

function done(text) {
  status.textContent = text;
  page.dataset.state = "done";
  for (const part of [start, codeForm]) if (part) part.hidden = true;
}

const services = {
  unlock: async () => {
    const sent = await call("unlock-code", {});
    request = sent.request;
    status.textContent = `A security code was sent to ${sent.sentTo}. It is good for 15 minutes.`;
    codeForm.hidden = false;
    start.textContent = "Send another code";
    code.focus();
  },
  renew: async () => {
    const { notAfter } = await call("renew", {});
    const day = new Date(notAfter).toLocaleDateString("en-GB", { dateStyle: "long" });
    done(`Your smartcard has been renewed. Its certificates are good until ${day}.`);
  },
  "change-passcode": async () => {
    await call("change-passcode", {});
    done("Your passcode has been changed.");
  },
};

start.addEventListener("click", () => {
  const { service, working } = page.dataset;
  step(start, working, services[service]);
});

codeForm?.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = codeForm.querySelector("button");
  step(button, "Choose a new passcode in the window that has opened.", async () => {
    await call("unlock", { request, code: code.value.trim() });
    done("Your smartcard has been unlocked. Use your new passcode from now on.");
  });
});
