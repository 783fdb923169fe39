import { once } from "node:events";
import { Agent, request, type IncomingMessage } from "node:http";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { OAuth2Server } from "oauth2-mock-server";
import { answerChallenge, issueTestCard, type TestCard } from "../src/fake-cis2/testing/test-card.ts";
import { startFakeCis2 } from "../src/fake-cis2/index.ts";
import { systemClock } from "../src/foundation/clock.ts";
import { EmulatedAuthorities, openKeyStore } from "../src/pki/index.ts";
import type { Benchmark } from "./measurement.ts";

const [total, atATime] = [2000, 200];
const redirectUri = "http://127.0.0.1:9/callback";
const party = { clientId: "bench", name: "Bench", clientSecret: "bench-secret", redirectUris: [redirectUri] };
const agent = new Agent({ keepAlive: false, maxSockets: atATime });

interface Answer {
  readonly location: string;
  readonly text: string;
}

/** A browser's cookies, without their paths: the benchmark keeps one jar a sign-in. */
type Jar = Map<string, string>;

async function ask(url: string, jar: Jar, body?: object | URLSearchParams, bearer?: string): Promise<Answer> {
  const form = body instanceof URLSearchParams;
  const sent = request(url, {
    agent,
    method: body ? "POST" : "GET",
    headers: {
      accept: "application/json",
      ...(body ? { "content-type": form ? "application/x-www-form-urlencoded" : "application/json" } : {}),
      ...(jar.size > 0 ? { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") } : {}),
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
    },
  });
  sent.end(body && (form ? body.toString() : JSON.stringify(body)));
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  for (const set of response.headers["set-cookie"] ?? []) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
    jar.set(name, value);
  }
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) text += String(chunk);
  if ((response.statusCode ?? 500) >= 400) throw new Error(`${url}: ${response.statusCode ?? 0} ${text.slice(0, 200)}`);
  return { location: new URL(response.headers.location ?? url, url).href, text };
}

interface Service {
  readonly issuer: string;
  readonly endpoints: { readonly authorize: string; readonly token: string; readonly userinfo: string };
  /** From the address the relying party sends the browser to, to the one it comes back with. */
  readonly person: (url: string, jar: Jar) => Promise<string>;
  readonly keys: ReturnType<typeof createRemoteJWKSet>;
}

/** One sign-in, from the relying party to userinfo, the ID token's signature verified; resolves to the subject. */
async function signIn({ issuer, endpoints, person, keys }: Service, number: number): Promise<string> {
  const jar: Jar = new Map();
  const query = new URLSearchParams({
    response_type: "code",
    client_id: party.clientId,
    redirect_uri: redirectUri,
    scope: "openid profile",
    state: String(number),
    nonce: `nonce-${number}`,
  });
  const callback = new URL(await person(`${endpoints.authorize}?${query.toString()}`, jar));
  if (callback.searchParams.get("state") !== String(number)) throw new Error("another sign-in's state");
  const form = new URLSearchParams({
    grant_type: "authorization_code",
    code: callback.searchParams.get("code") ?? "",
    redirect_uri: redirectUri,
    client_id: party.clientId,
    client_secret: party.clientSecret,
  });
  const tokens = JSON.parse((await ask(endpoints.token, new Map(), form)).text) as Record<string, string>;
  const { payload } = await jwtVerify(tokens["id_token"] ?? "", keys, { issuer, audience: party.clientId });
  if (payload["nonce"] !== `nonce-${number}`) throw new Error("another sign-in's nonce");
  const userinfo = await ask(endpoints.userinfo, new Map(), undefined, tokens["access_token"]);
  const { sub } = JSON.parse(userinfo.text) as { sub: string };
  if (sub !== payload.sub) throw new Error("another user's userinfo");
  return sub;
}

/** The person with a card, as `docs/sign-in-exchange.md` has it. */
function withCard(card: TestCard): Service["person"] {
  return async (url, jar) => {
    const { location: at } = await ask(url, jar);
    await ask(`${at}/authenticator`, jar, { authenticator: "smartcard" });
    const challenge = JSON.parse((await ask(`${at}/challenge`, jar, {})).text) as { challenge: string; origin: string };
    const state = await ask(`${at}/assertion`, jar, answerChallenge(card, challenge));
    return (await ask((JSON.parse(state.text) as { continue: string }).continue, jar)).location;
  };
}

/** Runs all sign-ins, so many at a time; resolves to seconds, and to the heap after the first and the second half. */
async function run(service: Service, count: number) {
  let next = 0;
  let right = 0;
  const heap: number[] = [];
  const began = performance.now();
  const worker = async () => {
    while (next < count) {
      const sub = await signIn(service, next++);
      if (sub === "555000000002" || sub === "johndoe") right++;
      if (right === count / 2) heap.push(liveHeap());
    }
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  heap.push(liveHeap());
  return { seconds: (performance.now() - began) / 1000, right, heap };
}

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

function liveHeap(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

const benchmark: Benchmark = async () => {
  const keys = openKeyStore();
  const authorities = await EmulatedAuthorities.create({ keys, clock: systemClock });
  // Short lives, so that what is no longer needed is gone while the benchmark still runs.
  const settings = {
    accessTokenLifetime: 20,
    codeLifetime: 20,
    sessionIdleLifetime: 20,
    sessionLifetime: 20,
    signInLifetime: 20,
    challengeLifetime: 20,
  };
  const cis2 = await startFakeCis2({ authorities, keys, relyingParties: [party], settings });
  const card = await issueTestCard(authorities, await keys.keyPair("test-card", "rsa-2048"), {
    userId: "555000000002",
    notBefore: new Date(Date.now() - 86_400_000),
  });
  const { issuer } = cis2.networks.internet;
  const ours: Service = {
    issuer,
    endpoints: { authorize: `${issuer}/authorize`, token: `${issuer}/access_token`, userinfo: `${issuer}/userinfo` },
    person: withCard(card),
    keys: createRemoteJWKSet(new URL(`${issuer}/connect/jwk_uri`), { timeoutDuration: 60_000 }),
  };
  const mock = new OAuth2Server();
  await mock.issuer.keys.generate("RS256");
  await mock.start(0, "127.0.0.1");
  const mockIssuer = mock.issuer.url ?? "";
  const at = `http://127.0.0.1:${mock.address().port}`;
  const theirs: Service = {
    issuer: mockIssuer,
    endpoints: { authorize: `${at}/authorize`, token: `${at}/token`, userinfo: `${at}/userinfo` },
    person: async (url, jar) => (await ask(url, jar)).location,
    keys: createRemoteJWKSet(new URL(`${at}/jwks`), { timeoutDuration: 60_000 }),
  };
  try {
    await run(theirs, atATime);
    await run(ours, atATime);
    const mocked = await run(theirs, total);
    const real = await run(ours, total);
    const [half = 0, whole = 0] = real.heap;
    return [
      {
        name: `fake CIS2, ${atATime} at a time: right sign-ins`,
        value: real.right,
        unit: `of ${total}`,
        atLeast: total,
      },
      { name: "fake CIS2, a card's signature checked: sign-ins", value: total / real.seconds, unit: "/s" },
      { name: "oauth2-mock-server, nobody asked who they are: sign-ins", value: total / mocked.seconds, unit: "/s" },
      {
        name: "fake CIS2, live heap: second half against the first",
        value: (whole - half) / 1e6,
        unit: "MB",
        below: 20,
      },
    ];
  } finally {
    agent.destroy();
    await Promise.all([cis2.close(), mock.stop()]);
  }
};

export default benchmark;
