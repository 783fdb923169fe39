import assert from "node:assert/strict";
import { it } from "node:test";
import { ControlClient } from "../control-api/index.ts";
import { loadPersonas, personaNamed } from "../fake-cis2/index.ts";
import { startServe } from "./testing/serve.ts";

const wrong = "73195264";
const right = personaNamed(loadPersonas(), "one-role").card.passcode;

it("prints and logs no passcode, neither a right one nor a wrong one, typed or given over the control API", async () => {
  const serve = await startServe("--persona", "one-role", "--log", "debug", "--control-port", "0");
  const { ready } = serve;
  const headers = { origin: new URL(ready["issuer"] ?? "").origin, "content-type": "application/json" };
  const found = await fetch(ready["portService"] ?? "", { headers });
  const { portData } = (await found.json()) as { portData: { portNumber: number } };
  const asked = fetch(`http://localhost:${portData.portNumber}/authentication/authenticate`, {
    method: "POST",
    headers,
    body: JSON.stringify({ challenge: Buffer.alloc(32, 1).toString("base64"), relyingParty: "Test system" }),
  });
  const { passcodeWindow } = JSON.parse(await serve.line()) as { passcodeWindow: string };
  for (const passcode of [wrong, right]) {
    const body = new URLSearchParams({ passcode });
    await fetch(passcodeWindow, { method: "POST", body, headers: { origin: new URL(passcodeWindow).origin } });
  }
  assert.equal((await asked).status, 200);

  const control = new ControlClient(ready["controlApi"] ?? "");
  await control.queueSignIn({ persona: "one-role", passcode: wrong });
  const page = await openSignIn(ready);
  assert.match(page, /passcode/i, "the sign-in with the wrong passcode was not refused");

  await serve.stop();
  assert.match(serve.printed(), /PASSCODE_REFUSED/);
  for (const passcode of [wrong, right]) {
    assert.doesNotMatch(serve.printed(), new RegExp(`(?<!\\d)${passcode}(?!\\d)`));
  }
});

/** The page a browser comes to, which is where the sign-in goes on by itself. */
async function openSignIn(ready: Readonly<Record<string, string>>): Promise<string> {
  const query = new URLSearchParams({
    response_type: "code",
    client_id: ready["clientId"] ?? "",
    redirect_uri: ready["redirectUris"]?.[0] ?? "",
    scope: "openid",
  });
  const authorize = `${ready["issuer"] ?? ""}/authorize?${query.toString()}`;
  const sent = await fetch(authorize, { redirect: "manual" });
  const cookie = sent.headers
    .getSetCookie()
    .map((set) => set.split(";")[0])
    .join("; ");
  const page = new URL(sent.headers.get("location") ?? "", authorize);
  return (await fetch(page, { headers: { accept: "text/html", cookie } })).text();
}
