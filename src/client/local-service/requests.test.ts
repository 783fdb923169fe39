import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { PassThrough } from "node:stream";
import { before, describe, it } from "node:test";
import { createLogger } from "../../foundation/create-logger.ts";
import { silentLogger } from "../../foundation/logger.ts";
import { encodeResponse, Instruction } from "../../iso7816/index.ts";
import { pageOrigin, serviceWith, type Person, type ServiceUnderTest } from "../testing/local-service-harness.ts";
import { ScriptedCard, scriptedReaders } from "../testing/scripted-card.ts";
import { pivScript } from "../testing/scripted-piv.ts";
import { testIdentity, type TestIdentity } from "../testing/test-certificate.ts";
import { startPortService } from "./port-service.ts";

interface Answered {
  readonly error: { readonly code: string; readonly details: Record<string, unknown>; readonly cure: string };
}

const challenge = Buffer.alloc(32, 9).toString("base64");
const hash = (text: string) => createHash("sha256").update(text).digest();
const message = Buffer.concat([hash(pageOrigin), hash(challenge)]);
const post = (body: unknown, headers = {}) => ({ method: "POST", body, headers });

async function refusal(response: Response) {
  const { error } = (await response.json()) as Answered;
  assert.ok(error.cure.length > 0);
  return [response.status, error.code, error.details];
}

describe("the local service's calls", () => {
  let identity: TestIdentity;
  const lines: Record<string, unknown>[] = [];
  before(async () => {
    identity = await testIdentity();
  });
  const start = (person: Person = []) => {
    lines.length = 0;
    const destination = new PassThrough().on("data", (line: Buffer) => {
      lines.push(JSON.parse(line.toString()) as Record<string, unknown>);
    });
    const script = pivScript({ ...identity, message });
    const card = new ScriptedCard((command) =>
      command.ins === Instruction.CHANGE_REFERENCE_DATA ? encodeResponse(0x9000) : script(command),
    );
    const readers = scriptedReaders({ R1: card });
    return serviceWith(readers, person, { logger: createLogger({ level: "info", destination }) });
  };
  const said = () => lines.map(({ msg }) => msg);

  const withoutOrigin = ({ address }: ServiceUnderTest, path: string) =>
    fetch(address + path, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });

  it("are not for programs that name no origin", async () => {
    await using service = await start();
    for (const path of ["/authentication/authenticate", "/credentials/change-passcode", "/credentials/renew"]) {
      const expected = [403, "ORIGIN_REFUSED", { origin: "a program that names none" }];
      assert.deepEqual(await refusal(await withoutOrigin(service, path)), expected, path);
    }
    assert.deepEqual(service.windows, []);
  });

  it("take JSON and nothing else", async () => {
    await using service = await start();
    for (const path of ["/authentication/authenticate", "/credentials/change-passcode", "/credentials/unlock"]) {
      const answer = await service.call(path, post("challenge=1", { "content-type": "text/plain" }));
      assert.deepEqual(await refusal(answer), [400, "REQUEST_MALFORMED", { reason: "the body is not JSON" }], path);
      const broken = await fetch(service.address + path, {
        method: "POST",
        headers: { origin: pageOrigin, "content-type": "application/json" },
        body: "{",
      });
      assert.equal((await refusal(broken))[1], "REQUEST_MALFORMED", path);
    }
    assert.deepEqual(service.windows, []);
  });

  it("say which field is missing, on one line", async () => {
    await using service = await start();
    for (const [path, field] of [
      ["/authentication/authenticate", "challenge"],
      ["/credentials/unlock", "code"],
    ] as const) {
      const [status, code, details] = await refusal(await service.call(path, post({ request: "r" })));
      assert.deepEqual([status, code], [400, "REQUEST_MALFORMED"]);
      assert.match(JSON.stringify(details), new RegExp(`at ${field}`));
      assert.doesNotMatch(JSON.stringify(details), /\\n| {2}/);
    }
  });

  it("take a body of 16 kB and no more", async () => {
    await using service = await start(["cancel"]);
    for (const path of ["/authentication/authenticate", "/credentials/unlock"]) {
      const body = { challenge, request: "r".repeat(10), code: "1", padding: "x".repeat(17_000) };
      const [status, code] = await refusal(await service.call(path, post(body)));
      assert.deepEqual([status, code], [400, "REQUEST_MALFORMED"]);
    }
  });

  it("are logged with the site that asks", async () => {
    await using service = await start(["cancel"]);
    await service.call("/authentication/authenticate", post({ challenge, relyingParty: "Clinic" }));
    await service.call("/authentication/authenticate", post({ challenge }));
    await service.close();
    assert.deepEqual(
      lines.filter(({ code }) => code === undefined).map(({ msg }) => msg),
      ["https://cis2.test (“Clinic”) asks to sign in", "https://cis2.test asks to sign in"],
    );
    assert.deepEqual([lines[0]?.["origin"], lines[1]?.["code"]], [pageOrigin, "PASSCODE_CANCELLED"]);
    assert.deepEqual([lines[1]?.["method"], lines[1]?.["path"]], ["POST", "/authentication/authenticate"]);
  });

  it("log that a signature was given", async () => {
    await using service = await start(["123456"]);
    assert.equal((await service.call("/authentication/authenticate", post({ challenge }))).status, 200);
    assert.deepEqual(said(), [
      "https://cis2.test asks to sign in",
      "https://cis2.test was given a signature of the smartcard",
    ]);
  });

  it("change the passcode, answer an empty object, and log when they begin and end", async () => {
    await using service = await start(["123456", "654321", "654321"]);
    const answer = await service.call("/credentials/change-passcode", post({}));
    assert.equal(await answer.text(), "{}");
    assert.deepEqual(said(), ["https://cis2.test asks for change-passcode", "change-passcode is done"]);
    assert.deepEqual(new Set(lines.map(({ origin }) => origin)), new Set([pageOrigin]));
  });

  it("that fail inside are answered without what went wrong there, which the log has", async () => {
    lines.length = 0;
    const destination = new PassThrough().on("data", (line: Buffer) => {
      lines.push(JSON.parse(line.toString()) as Record<string, unknown>);
    });
    const readers = { ...scriptedReaders({}), list: () => Promise.reject(new RangeError("of the inside")) };
    await using service = await serviceWith(readers, [], { logger: createLogger({ level: "warn", destination }) });
    const answer = await service.call("/authentication/authenticate", post({ challenge }));
    const text = await answer.clone().text();
    assert.deepEqual((await refusal(answer)).slice(0, 2), [500, "SERVICE_FAILED"]);
    assert.doesNotMatch(text, /of the inside/);
    assert.deepEqual(
      lines.map(({ level, code }) => [level, code]),
      [[50, "SERVICE_FAILED"]],
    );
    assert.match(JSON.stringify(lines[0]?.["err"]), /of the inside/);
  });

  it("are refused where nothing is, without telling the path of a passcode window to the log", async () => {
    await using service = await start();
    const unknown = [404, "PAGE_UNKNOWN"];
    assert.deepEqual((await refusal(await service.call("/nothing"))).slice(0, 2), unknown);
    const headers = { origin: service.address };
    const window = await fetch(`${service.address}/passcode/secret-of-the-window`, { headers });
    assert.deepEqual(await refusal(window), [...unknown, { path: "/passcode/…" }]);
    assert.deepEqual(
      lines.map(({ level, path, err }) => [level, path, err]),
      [
        [40, "/nothing", undefined],
        [40, "/passcode/…", undefined],
      ],
    );
    assert.doesNotMatch(JSON.stringify(lines), /secret-of-the-window/);
  });

  it("answer preflights with what pages may send, and grant private networks where they are asked for", async () => {
    await using service = await start();
    const ask = async (headers: Record<string, string>) => {
      const answer = await service.call("/credentials/renew", { method: "OPTIONS", headers });
      return Object.fromEntries([...answer.headers].filter(([name]) => /^(access-control|vary)/.test(name)));
    };
    const always = {
      vary: "Origin",
      "access-control-allow-origin": pageOrigin,
      "access-control-allow-credentials": "true",
      "access-control-allow-methods": "GET, POST",
      "access-control-allow-headers": "content-type, x-requested-with",
      "access-control-max-age": "0",
    };
    assert.deepEqual(await ask({}), always);
    assert.equal((await service.call("/credentials/renew", { method: "OPTIONS" })).status, 204);
    for (const network of ["private-network", "local-network"]) {
      const allowed = { ...always, [`access-control-allow-${network}`]: "true" };
      assert.deepEqual(await ask({ [`access-control-request-${network}`]: "true" }), allowed);
      assert.deepEqual(await ask({ [`access-control-request-${network}`]: "false" }), always);
    }
  });

  it("are not for pages of other sites, whether they name their origin or the browser says where they are", async () => {
    await using service = await start();
    for (const [headers, origin] of [
      [{ origin: "https://evil.test" }, "https://evil.test"],
      [{ origin: "", "sec-fetch-site": "cross-site" }, "another site"],
      [{ origin: "", "sec-fetch-site": "same-site" }, "another site"],
    ] as const) {
      const expected = [403, "ORIGIN_REFUSED", { origin }];
      assert.deepEqual(await refusal(await service.call("/signalr/ping", { headers })), expected);
      assert.deepEqual(await refusal(await service.call("/passcode/x", { headers })), expected);
    }
    const unnamed = await service.call("/passcode/x", { method: "POST", headers: { origin: "" } });
    assert.deepEqual(await refusal(unnamed), [403, "ORIGIN_REFUSED", { origin: "another site" }]);
  });
});

describe("the passcode window's pages", () => {
  it("are shown in no frame, kept nowhere, and load style sheet and script from themselves alone", async () => {
    await using service = await serviceWith(scriptedReaders({}));
    const { headers } = await fetch(`${service.address}/passcode/assets/window.css`);
    const expected = {
      "content-type": "text/css; charset=utf-8",
      "content-security-policy":
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; " +
        "base-uri 'none'; frame-ancestors 'none'",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "x-frame-options": "DENY",
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "cache-control": "no-store",
    };
    assert.deepEqual(Object.fromEntries(Object.keys(expected).map((name) => [name, headers.get(name)])), expected);
  });
});

describe("the port service without a user's service", () => {
  it("says so in the words of the NHS's own", async () => {
    const origin = "https://records.test";
    await using opened = new AsyncDisposableStack();
    const options = { ports: [0], origins: new Set([origin]), userServicePort: () => undefined, logger: silentLogger };
    const { port } = opened.adopt(await startPortService(options), (one) => one.close());
    const answer = await fetch(`http://127.0.0.1:${port}/PRS/GetPortNumber`, { headers: { origin } });
    assert.deepEqual(await answer.json(), {
      faultException: {
        code: "PR30007",
        message: "Request failed due to unknown exception. Exception=Unable to find CM process for user",
      },
    });
  });
});
