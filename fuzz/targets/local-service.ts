import { fixedPasscode, startLocalService } from "../../src/client/index.ts";
import { formField } from "../../src/client/local-service/passcode-window/form-field.ts";
import { InProcessReaders, VirtualCard } from "../../src/virtual-card/index.ts";
import { issueCard, passcode } from "../../src/virtual-card/testing/issue-card.ts";
import { httpTarget } from "../runner/http.ts";
import type { FuzzTarget } from "../runner/target.ts";

/** Nothing listens there. */
const page = "http://127.0.0.1:9";
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
  start: async (logger) => {
    const readers = new InProcessReaders();
    readers.addReader("R1");
    readers.insert("R1", new VirtualCard(issueCard()));
    const service = await startLocalService({
      readers,
      origins: [page],
      showWindow: () => undefined,
      passcodes: fixedPasscode(passcode),
      portServicePorts: [0],
      logger,
    });
    return {
      origin: `http://localhost:${service.userServicePort}`,
      headers: { origin: page },
      close: () => service.close(),
    };
  },
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
