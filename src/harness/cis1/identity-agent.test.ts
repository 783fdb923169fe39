import assert from "node:assert/strict";
import { on } from "node:events";
import { before, after, describe, it } from "node:test";
import { type IdentityAgentSettings, type LocalService, startLocalService } from "../../client/index.ts";
import type { PasscodeRequest } from "../../client/index.ts";
import type { FakeCis1 } from "../../fake-cis1/index.ts";
import { silentLogger } from "../../foundation/logger.ts";
import { startTestServer } from "../../foundation/testing/test-server.ts";
import { InProcessReaders } from "../../virtual-card/index.ts";
import { type EmbeddedCis2, startEmbeddedCis2 } from "../embedded-cis2.ts";
import { serveCis1 } from "./serve-cis1.ts";
import { closeAll } from "../../foundation/testing/close-all.ts";

const page = "https://records.test";
const reader = "Desk";

describe("the Identity Agent beside gas", () => {
  let embedded: EmbeddedCis2;
  let gas: FakeCis1;
  before(async () => {
    embedded = await startEmbeddedCis2({ relyingParties: [] });
    await embedded.registerEveryCard();
    gas = await serveCis1({ port: 0 }, embedded, {
      host: "127.0.0.1",
      tls: undefined,
      store: undefined,
      logger: silentLogger,
    });
  });
  after(() =>
    closeAll(
      () => gas.close(),
      () => embedded.close(),
    ),
  );

  /** A desk with an agent, and a program that is told of tickets. */
  async function desk(settings: Partial<IdentityAgentSettings> = {}, passcode = "correct") {
    await using stack = new AsyncDisposableStack();
    await gas.reset();
    const program = stack.use(await startTestServer((_, response) => response.writeHead(204).end()));
    const told = on(program.server, "request");
    const asked: PasscodeRequest[] = [];
    let typed = "";
    const readers = new InProcessReaders();
    readers.addReader(reader);
    const service: LocalService = await startLocalService({
      readers,
      origins: [page],
      portServicePorts: [0],
      showWindow: () => assert.fail("the person is asked at the terminal"),
      passcodes: {
        ask: (request) => {
          asked.push(request);
          return request.refused ? Promise.reject(request.refused) : Promise.resolve(typed);
        },
      },
      identityAgent: { gas: gas.origin, ticketAddress: program.origin, ...settings },
    });
    stack.defer(() => service.close());
    const insert = async (persona: string, profile = "series8") => {
      const { card, persona: found } = await embedded.issueCard(persona, profile);
      typed = passcode === "correct" ? found.card.passcode : passcode;
      readers.insert(reader, card);
    };
    /** The ticket that the program is sent next; empty when the session ends. */
    const nextTicket = async () => {
      const { value } = (await told.next()) as { value: [{ url: string; method: string }] };
      assert.equal(value[0].method, "PUT");
      return decodeURIComponent(value[0].url.replace("/set_ticket/", ""));
    };
    const address = `http://localhost:${String(service.userServicePort)}/identity-agent`;
    const ticket = async (path: string, headers: Record<string, string> = {}) => {
      const answer = await fetch(`${address}/${path}`, { method: "POST", headers });
      return {
        status: answer.status,
        body: (await answer.json()) as { ticket?: string | null; error?: { code: string } },
      };
    };
    const all = stack.move();
    return { readers, service, asked, insert, nextTicket, ticket, [Symbol.asyncDispose]: () => all.disposeAsync() };
  }

  for (const profile of ["series8", "piv"]) {
    it(`signs in when a ${profile} card is put in, keeps the ticket, and ends it when the card is out`, async () => {
      await using at = await desk();
      await at.insert("one-role", profile);
      const sent = await at.nextTicket();
      assert.match(sent, /^AQIC5w/);
      assert.deepEqual((await at.ticket("ticket-no-auth")).body, { ticket: sent });
      assert.deepEqual((await at.ticket("ticket", { origin: page })).body, { ticket: sent });
      const [session, ...others] = await gas.tickets();
      assert.deepEqual([session?.userId, session?.selectedRole, others], ["555000000002", "555010020000", []]);
      at.readers.eject(reader);
      assert.equal(await at.nextTicket(), "");
      await at.service.close();
      assert.deepEqual(await gas.tickets(), []);
      assert.equal(at.asked.length, 1);
      const journal = embedded.cis2.journal.entries.filter(({ type }) => type === "gas");
      assert.deepEqual(
        journal.slice(-4).map((entry) => "step" in entry && entry.step),
        ["activation", "authentication", "role selection", "logout"],
      );
      assert.ok(!JSON.stringify(journal).includes(sent.slice(6, 30)));
    });
  }

  it("answers CIS2 without the passcode while the card is in, and asks again for the next card", async () => {
    await using at = await desk();
    const challenge = Buffer.alloc(32, 5).toString("base64");
    await at.insert("one-role");
    await at.nextTicket();
    const signIn = () =>
      fetch(`http://localhost:${String(at.service.userServicePort)}/authentication/authenticate`, {
        method: "POST",
        headers: { origin: page, "content-type": "application/json" },
        body: JSON.stringify({ challenge }),
      });
    for (let count = 0; count < 2; count++) {
      const token = (await (await signIn()).json()) as { client: { kind: string } };
      assert.equal(token.client.kind, "identity-agent");
    }
    assert.deepEqual(
      at.asked.map(({ requestedBy }) => requestedBy),
      ["NHS Identity Agent"],
    );
    at.readers.eject(reader);
    assert.equal(await at.nextTicket(), "");
    await at.insert("two-roles");
    await (await signIn()).text();
    assert.ok(at.asked.length >= 2);
  });

  it("has the role that was chosen of several, and ends the session if none is", async () => {
    await using chosen = await desk({ chooseRole: (roles) => Promise.resolve(roles.at(-1)?.roleId ?? "") });
    await chosen.insert("two-roles");
    await chosen.nextTicket();
    assert.equal((await gas.tickets())[0]?.selectedRole, "555010030001");
    await using none = await desk();
    await none.insert("two-roles");
    const refused = await none.ticket("ticket");
    assert.deepEqual([refused.status, refused.body.error?.code], [409, "ROLE_NEEDED"]);
    assert.deepEqual(await gas.tickets(), []);
  });

  it("sends a passcode that the card refused to it once, and to gas never", async () => {
    await using at = await desk({}, "999999");
    await at.insert("one-role");
    const refused = await at.ticket("ticket");
    assert.equal(refused.status, 409);
    assert.match(refused.body.error?.code ?? "", /^PASSCODE_/);
    assert.deepEqual(await gas.tickets(), []);
  });

  it("gives its ticket to pages that are allowed and to programs, and to no other page", async () => {
    await using at = await desk();
    await at.insert("one-role");
    const sent = await at.nextTicket();
    for (const headers of [{ origin: "https://evil.test" }, { "sec-fetch-site": "cross-site" }]) {
      const { status, body } = await at.ticket("ticket-no-auth", headers);
      assert.deepEqual([status, body.error?.code], [403, "ORIGIN_REFUSED"]);
      assert.ok(!JSON.stringify(body).includes(sent));
    }
  });

  it("says that nobody is signed in, and signs in when a program asks for a ticket", async () => {
    await using at = await desk();
    assert.deepEqual((await at.ticket("ticket-no-auth")).body, { ticket: null });
    assert.equal((await at.ticket("ticket")).body.error?.code, "CARD_ABSENT");
  });
});
