import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fixedPasscode, signIn, startLocalService } from "../../../client/index.ts";
import { ControlClient, type SignInTimeline } from "../../../control-api/index.ts";
import { silentLogger } from "../../../foundation/logger.ts";
import { InProcessReaders, VirtualCard } from "../../../virtual-card/index.ts";
import { PersonaCardIssuer, type PersonaCardImage } from "../../persona-cards/persona-card-issuer.ts";
import { exampleRelyingParty } from "../../relying-party/example-relying-party.ts";
import { StrictRelyingParty } from "../../relying-party/strict-relying-party.ts";
import { completeSignIn } from "../../sign-in/complete-sign-in.ts";
import { serveFakeCis2, type Serving } from "../../serve/serve-fake-cis2.ts";

const app = { client_id: "cis2-testkit-example-app", redirect_uri: exampleRelyingParty.redirectUris[0] };

describe("the timeline of what is beside CIS2", () => {
  let serving: Serving;
  let control: ControlClient;
  let card: PersonaCardImage;
  const readers = new InProcessReaders();
  before(async () => {
    serving = await serveFakeCis2({
      host: "127.0.0.1",
      ports: { internet: 0, hscn: 0 },
      logger: silentLogger,
      ...{ control: { port: 0 }, panel: { port: 0 }, cis1: { port: 0 }, apiPlatform: { port: 0 } },
    });
    control = new ControlClient(serving.ready.controlApi ?? "");
    card = await (await PersonaCardIssuer.open()).make("one-role", "piv");
    readers.addReader("Reader 1");
    readers.insert("Reader 1", new VirtualCard(card.image));
  });
  after(() => serving.close());

  const person = () => ({ readers, passcodes: fixedPasscode(card.persona.card.passcode) });
  const lines = ({ timeline }: SignInTimeline) => timeline.map(({ place, line }) => `${place}: ${line}`);
  const newest = async () => {
    const { signIns } = await control.signIns();
    return control.signIn(signIns[0]?.id ?? 0);
  };
  const exchange = async (parameters: Readonly<Record<string, string>>) => {
    const body = new URLSearchParams(parameters);
    const answer = await fetch(`${serving.ready.apiPlatform ?? ""}/oauth2/token`, { method: "POST", body });
    return (await answer.json()) as { access_token?: string; refresh_token?: string };
  };
  async function ticket(): Promise<{ ticket?: string }> {
    const service = await startLocalService({
      ...person(),
      origins: ["https://records.test"],
      portServicePorts: [0],
      showWindow: () => assert.fail("the person is asked in a window"),
      identityAgent: { gas: serving.ready.gas ?? "" },
    });
    try {
      const address = `http://localhost:${String(service.userServicePort)}/identity-agent/ticket`;
      return (await (await fetch(address, { method: "POST" })).json()) as { ticket?: string };
    } finally {
      await service.close();
    }
  }

  it("has a sign-in at gas from the challenge to the end of the ticket, and not the ticket", async () => {
    const answer = await ticket();
    const seen = await newest();
    assert.deepEqual(lines(seen), [
      "CIS1: Gives the Identity Agent a challenge for the card",
      "card: Was in a reader of the Identity Agent: what the card did was not seen",
      "CIS1: Has checked what the card signed, and gives a ticket",
      "CIS1: Takes the role that was selected",
      "CIS1: Ends the ticket",
    ]);
    const { outcome, userId, network, card: known } = seen;
    const expected = { outcome: "signed in", userId: card.persona.user.userId, network: "CIS1", known: "not seen" };
    assert.deepEqual({ outcome, userId, network, known }, expected);
    assert.ok(answer.ticket && !JSON.stringify(seen).includes(answer.ticket.slice(6, 30)));
  });

  it("names the check at which gas refused", async () => {
    await control.suspendCard(card.serial);
    await ticket();
    await control.resumeCard(card.serial);
    const { outcome, refused } = await newest();
    assert.deepEqual([outcome, refused], ["refused", { code: "CARD_SUSPENDED", check: "card state" }]);
  });

  it("has what the API platform did with a sign-in, from the code to the call, and no token", async () => {
    const query = new URLSearchParams({ ...app, response_type: "code", state: "s" }).toString();
    const authorizationUrl = `${serving.ready.apiPlatform ?? ""}/oauth2/authorize?${query}`;
    const { callbackUrl } = await signIn({ ...person(), authorizationUrl, redirectUri: app.redirect_uri });
    const code = callbackUrl.searchParams.get("code") ?? assert.fail(callbackUrl.href);
    const client = { ...app, client_secret: "cis2-testkit-example-app-secret" };
    const tokens = await exchange({ ...client, grant_type: "authorization_code", code });
    const { access_token: token = "", refresh_token: refresh = "" } = tokens;
    const call = (bearer: string) =>
      fetch(`${serving.ready.apiPlatform ?? ""}/hello-world/hello/user-aal3`, {
        headers: { authorization: `Bearer ${bearer}` },
      });
    assert.equal((await call(token)).status, 200);
    await exchange({ ...client, grant_type: "refresh_token", refresh_token: refresh });
    assert.equal((await call(token)).status, 401);
    const seen = await newest();
    assert.deepEqual(lines(seen).slice(-6), [
      "API platform: Takes the browser back from CIS2, and sends it on to the app",
      "relying party: Asks for tokens",
      "API platform: Gives an access token for its code",
      "API platform: Is called: /hello-world/hello/user-aal3",
      "API platform: Gives an access token for a refresh token",
      "API platform: Is called: /hello-world/hello/user-aal3: HTTP 401",
    ]);
    assert.deepEqual([seen.outcome, seen.refused?.code], ["signed in", "HTTP 401"]);
    for (const secret of [code, token, refresh]) assert.ok(!JSON.stringify(seen).includes(secret));
  });

  it("has an exchange of an ID token, and why it was refused", async () => {
    const relyingParty = await StrictRelyingParty.discover({
      issuer: serving.ready.issuer,
      clientId: exampleRelyingParty.clientId,
      redirectUri: app.redirect_uri,
      authentication: { method: "client_secret_post", secret: exampleRelyingParty.clientSecret },
      scope: "openid",
    });
    const { idToken } = (await completeSignIn(relyingParty, person())).relyingParty;
    await exchange({
      subject_token: idToken,
      subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    });
    const seen = await newest();
    assert.match(lines(seen).at(-1) ?? "", /^API platform: Exchanges the ID token for an access token: .*assertion/i);
    assert.match(lines(seen)[0] ?? "", /^browser: Asks CIS2 to sign in/);
    assert.match(seen.timeline.at(-1)?.detail ?? "", /^POST \/oauth2\/token\n {2}grant_type: urn:.*\nanswered 400 /);
  });
});
