import { formField } from "../../src/client/local-service/passcode-window/form-field.ts";
import { startFuzzedLocalService } from "../runner/fuzzed-local-service.ts";
import { httpTarget } from "../runner/http.ts";
import type { FuzzTarget } from "../runner/target.ts";

const challenge = Buffer.alloc(32, 9).toString("base64");

const requests = httpTarget({
  name: "local-service",
  routes: [
    { method: "POST", path: "/authentication/authenticate" },
    { method: "POST", path: "/credentials/unlock" },
    { method: "POST", path: "/passcode/" },
    { method: "GET", path: "/" },
  ],
  seeds: [
    ["/authentication/authenticate", { challenge, relyingParty: "Test system" }],
    ["/authentication/authenticate", `challenge=${challenge}`],
    ["/credentials/unlock", { request: "r", code: "123456" }],
    ["/passcode/?x=1", "passcode=123456&cancel=1"],
    ["/?%61", ""],
  ],
  dictionary: [
    "challenge",
    "relyingParty",
    "passcode/",
    "%",
    "%2f",
    "PRS/GetPortNumber",
    "signalr/negotiate",
    "//",
    "?",
  ],
  start: (logger) => startFuzzedLocalService("piv", logger),
});

/** What pages send to the local service, and the form of the passcode window. */
export const target: FuzzTarget = {
  ...requests,
  open: async () => {
    const { run, close } = await requests.open();
    return {
      run: async (input) => {
        formField(input, "passcode");
        await run(input);
      },
      ...(close && { close }),
    };
  },
};
