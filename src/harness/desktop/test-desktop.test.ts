import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { SignInSession, type Assertion } from "../../client/index.ts";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import { isThorough } from "../../foundation/testing/thorough.ts";
import { exampleRelyingParty } from "../relying-party/example-relying-party.ts";
import { StrictRelyingParty } from "../relying-party/strict-relying-party.ts";
import { WireClient } from "../../virtual-card/readers/pcsc-service/testing/wire-client.ts";
import { browseWithoutCard } from "../testing/browse-without-card.ts";
import { TestDesktop } from "./test-desktop.ts";

const refusedWith = (code: Parameters<typeof isTestkitError>[1]) => (error: unknown) => isTestkitError(error, code);

describe("a desktop for tests of one's own", () => {
  let desktop: TestDesktop;
  before(async () => {
    desktop = await TestDesktop.start({ timeoutMs: 200 });
  });
  after(() => desktop.close());
  afterEach(() => desktop.reset());

  it("signs a person in without a card, at AAL3 if the system asks for it, and not once it is reset", async () => {
    await desktop.signInWithoutCard("one-role");
    const { claims } = await browseWithoutCard(desktop, "AAL3_ANY");
    assert.deepEqual([claims.sub, claims["authentication_assurance_level"]], ["555000000002", 3]);
    await assert.rejects(desktop.signInWithoutCard("nobody" as "one-role"), refusedWith("PERSONA_UNKNOWN"));
    await desktop.signInWithoutCard("one-role", { authenticator: "passkey" });
    await assert.rejects(browseWithoutCard(desktop, "AAL3_ANY"), /AUTHENTICATOR_NOT_OFFERED/);
    await desktop.reset();
    await assert.rejects(browseWithoutCard(desktop), /answered 200.*How do you want to sign in/s);
  });

  it(
    "costs a test of one's own next to nothing from the second one on",
    { skip: !isThorough && "it measures" },
    async () => {
      const took: number[] = [];
      for (let test = 0; test < 21; test++) {
        const before = process.cpuUsage();
        await desktop.reset();
        await desktop.insert("series8", "one-role");
        const { user, system } = process.cpuUsage(before);
        took.push((user + system) / 1000);
      }
      const median = took.slice(1).sort((one, other) => one - other)[10] ?? Number.NaN;
      assert.ok(median < 150, `${median} ms of CPU`);
    },
  );

  /** What a page of CIS2 does once Smartcard was chosen: asks the local service it finds at the port of the page. */
  async function pageAsks(): Promise<{ session: SignInSession; answer: Promise<Response> }> {
    const [redirectUri] = exampleRelyingParty.redirectUris;
    const relyingParty = await StrictRelyingParty.discover({
      issuer: desktop.issuer,
      clientId: exampleRelyingParty.clientId,
      redirectUri,
      authentication: { method: "client_secret_post", secret: exampleRelyingParty.clientSecret },
      scope: "openid",
    });
    const session = new SignInSession({ redirectUri });
    await session.start((await relyingParty.begin()).authorizationUrl);
    await session.chooseSmartcard();
    const challenge = await session.challenge();
    const answer = fetch(`http://localhost:${desktop.userServicePort}/authentication/authenticate`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: session.origin },
      body: JSON.stringify({ challenge, relyingParty: "Test system" }),
    });
    return { session, answer };
  }

  async function errorIn(answer: Promise<Response>): Promise<string> {
    return ((await (await answer).json()) as { error: { code: string } }).error.code;
  }

  it("signs the person in whose card is in the reader", async () => {
    const { user } = await desktop.insert("series8", "one-role");
    const { session, answer } = await pageAsks();
    await desktop.enterPasscode();
    const state = await session.sendAssertion((await (await answer).json()) as Assertion);
    assert.ok((await session.finish(state)).searchParams.has("code"));
    assert.match(user.userId, /^555/);
  });

  it("rejects with what the window shows, and can be answered again", async () => {
    await desktop.insert("piv", "one-role");
    const { answer } = await pageAsks();
    await assert.rejects(desktop.enterPasscode("000000"), { code: "PASSCODE_REFUSED", triesLeft: 2 });
    await assert.rejects(desktop.enterPasscode("12"), refusedWith("PASSCODE_FORMAT"));
    await desktop.cancelPasscode();
    assert.equal(await errorIn(answer), "PASSCODE_CANCELLED");
  });

  it("has every card as new after a reset, a locked one as well", async () => {
    await desktop.insert("piv", "one-role");
    const { answer } = await pageAsks();
    await assert.rejects(desktop.enterPasscode("000000"));
    await assert.rejects(desktop.enterPasscode("000000"));
    await assert.rejects(desktop.enterPasscode("000000"), refusedWith("PASSCODE_LOCKED"));
    assert.equal(await errorIn(answer), "PASSCODE_LOCKED");
    await desktop.reset();
    await desktop.insert("piv", "one-role");
    const next = await pageAsks();
    await desktop.enterPasscode();
    assert.equal((await next.answer).status, 200);
  });

  it("says so where nothing asks for a passcode, or no card was put in", async () => {
    await assert.rejects(desktop.enterPasscode(), refusedWith("CARD_ABSENT"));
    await desktop.insert("piv", "one-role");
    await assert.rejects(desktop.enterPasscode(), refusedWith("PASSCODE_NOT_ASKED"));
    await assert.rejects(desktop.cancelPasscode(), refusedWith("PASSCODE_NOT_ASKED"));
  });

  it("says with code, cure and the line of the test what is wrong", async () => {
    const lineOfTest = async () => {
      // @ts-expect-error Swapped arguments are an error of types, too.
      await desktop.insert("one-role", "piv");
    };
    const error = await lineOfTest().catch((one: unknown) => one);
    assert.ok(isTestkitError(error, "PERSONA_AND_PROFILE_SWAPPED"));
    const said = `${error.code}: "piv" is a card profile, and "one-role" is a persona: they are swapped.\n${error.cure}`;
    assert.equal(error.message, said);
    const frame = error.stack?.replace(`TestkitError: ${said}\n`, "").split("\n")[0];
    assert.match(frame ?? "", /at lineOfTest \(.*test-desktop\.test\.ts:\d+:\d+\)/);
  });

  it("says so in the same way of an error that a page is shown, too, and leaves that one as it is", async () => {
    await desktop.insert("piv", "one-role");
    const { answer } = await pageAsks();
    await assert.rejects(desktop.enterPasscode("12"), (error: Error) => {
      assert.match(error.message, /^PASSCODE_FORMAT: .*\n/);
      assert.match(error.stack?.split(/\n {4}at /)[1] ?? "", /test-desktop\.test\.ts/);
      assert.ok(error.cause instanceof Error);
      assert.doesNotMatch(error.cause.message, /PASSCODE_FORMAT/);
      return true;
    });
    await desktop.cancelPasscode();
    await answer;
  });

  it("leaves the answer to a window that has ended to the next one", async () => {
    await desktop.insert("piv", "one-role");
    const first = await pageAsks();
    await desktop.enterPasscode();
    await first.answer;
    const second = await pageAsks();
    await desktop.cancelPasscode();
    assert.equal(await errorIn(second.answer), "PASSCODE_CANCELLED");
  });
});

it("refuses a relying party whose registration is wrong, and is not left open", async () => {
  const nameless = { clientId: "x", name: "", redirectUris: [] };
  await assert.rejects(TestDesktop.start({ relyingParties: [nameless] }), refusedWith("CONFIGURATION_INVALID"));
});

it("a PC/SC program sees the desktop's reader, and the card that is put into it", async () => {
  const desktop = await TestDesktop.start();
  try {
    using client = await WireClient.establish({ environment: await desktop.pcscEnvironment({ tableSize: 48 }) });
    const atrs = async () => (await client.readers(48)).map(({ name, atr }) => [name, atr.slice(0, 6)]);
    assert.deepEqual(await atrs(), [["Reader 1", ""]]);
    await desktop.insert("piv", "one-role");
    assert.deepEqual(await atrs(), [["Reader 1", "3BD697"]]);
    assert.deepEqual(await desktop.pcscEnvironment({ tableSize: 48 }), await desktop.pcscEnvironment());
    await desktop.reset();
    assert.deepEqual(await atrs(), [["Reader 1", ""]]);
  } finally {
    await desktop.close();
  }
});
