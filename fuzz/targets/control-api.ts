import { startControlledCis2 } from "../../src/control-api/testing/controlled-cis2.ts";
import { type ReaderControl } from "../../src/control-api/index.ts";
import { loadPersonas } from "../../src/fake-cis2/index.ts";
import { TestkitError } from "../../src/foundation/errors/testkit-error.ts";
import { httpTarget, type Route } from "../runner/http.ts";

const { personas } = loadPersonas();
const [{ user, roles }] = Object.values(personas) as [(typeof personas)[string]];
const routes: Route[] = [
  { method: "PUT", path: "/clock" },
  { method: "POST", path: "/relying-parties" },
  { method: "PUT", path: `/users/${user.userId}` },
  { method: "POST", path: "/cards" },
  { method: "POST", path: "/next-sign-ins" },
  { method: "POST", path: "/faults" },
  { method: "POST", path: "/cards/C1" },
  { method: "POST", path: "/certificates/" },
  { method: "PUT", path: "/readers/R1/card" },
  { method: "DELETE", path: "/" },
  { method: "GET", path: "/" },
  { method: "POST", path: "/" },
  { method: "PUT", path: "/" },
];
const [persona = ""] = Object.keys(personas);
const known = (reader: string) => {
  if (reader !== "R1") throw new TestkitError("READER_UNKNOWN", { reader, known: "R1" });
};
const readerControl: ReaderControl = {
  readers: () => [{ name: "R1" }],
  insert: async (reader) => {
    await Promise.resolve();
    known(reader);
  },
  eject: known,
};

/** The control API: every operation that takes a body, and addresses around all of them. */
export const target = httpTarget({
  name: "control-api",
  routes,
  seeds: [
    ["/clock", { now: "2026-11-02T09:00:00Z" }],
    ["/clock", { advanceSeconds: 60 }],
    ["/relying-parties", { clientId: "c", name: "n", clientSecret: "s", redirectUris: ["https://x.test/cb"] }],
    [`/users/${user.userId}`, { user, roles }],
    ["/cards", { serial: "C1", userId: user.userId, certificates: [{ serialNumber: "0A", purpose: "signing" }] }],
    ["/next-sign-ins", { persona }],
    ["/faults", { fault: "slow", times: 1, endpoint: "token", milliseconds: 5 }],
    ["/readers/R1/card", { persona, profile: "piv" }],
    ["/?", ""],
  ],
  dictionary: [
    "/suspend",
    "/resume",
    "/cancel",
    "/report-lost",
    "/issue",
    "/unlock-message",
    "/audit-trail",
    "faults/x",
    "connection-manager",
    "always",
    "%00",
    "users/x",
    "cards/C1",
    "journal",
    "openapi.json",
    "keys/rotate",
  ],
  start: async (logger) => {
    const test = await startControlledCis2({ logger, control: { port: 0, readerControl } });
    return {
      origin: test.controlOrigin,
      close: async () => {
        await test[Symbol.asyncDispose]();
      },
    };
  },
});
