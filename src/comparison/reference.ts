import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fixedPasscode, signIn } from "../client/index.ts";
import { loadPersonas, type RelyingPartyInput, type Settings, settingsSchema } from "../fake-cis2/index.ts";
import { type EmbeddedCis2, startEmbeddedCis2 } from "../harness/index.ts";
import { InProcessReaders } from "../virtual-card/index.ts";
import { type Evidence, type Sample } from "./evidence/evidence.ts";
import { isJson, type Json } from "./evidence/json.ts";
import { claimsOf, parsed } from "./evidence/read-claims.ts";
import { readIssuer } from "./evidence/read-issuer.ts";

const redirectUri = "https://reference.test/callback";
const rich = "two-roles";
const poor = "no-role";
const everyScope = [
  ["openid", "profile", "email", "nhsperson", "nationalrbacaccess", "associatedorgs"],
  ["professionalmemberships", "organisationalmemberships", "selectedrole"],
].flat();

/** Settings that say who may sign in and for how long: the reference is made without them, since all its sign-ins have to succeed. */
const asDocumented = [
  ["pkce", "mandatoryScope", "withoutRoles", "identityAgentRefusedFrom", "codeLifetime", "accessTokenLifetime"],
  ["signInLifetime", "challengeLifetime", "sessionLifetime", "sessionIdleLifetime", "issuerPort", "logoutRetries"],
].flat() as (keyof Settings)[];

/** What the fake CIS2 itself gives with the settings, in sign-ins of a person with everything and of one with nothing. */
export async function referenceOf(settings: Settings): Promise<Omit<Evidence, "exchanges">> {
  const defaults = settingsSchema.parse({});
  const used = { ...settings, ...Object.fromEntries(asDocumented.map((name) => [name, defaults[name]])) };
  const logout = await logoutReceiver();
  try {
    return await referenceWith(used, logout);
  } finally {
    await logout.close();
  }
}

type LogoutReceiver = Awaited<ReturnType<typeof logoutReceiver>>;

async function referenceWith(settings: Settings, logout: LogoutReceiver): Promise<Omit<Evidence, "exchanges">> {
  const party = (clientId: string, more: object = {}): RelyingPartyInput => ({
    ...{ clientId, name: clientId, clientSecret: "reference", redirectUris: [redirectUri] },
    ...{ backchannelLogoutUri: logout.uri, ...more },
  });
  const parties = [party("plain"), party("signed", { userinfoSignedResponseAlg: "RS256" })];
  const embedded = await startEmbeddedCis2({ relyingParties: parties, settings, personas: people() });
  try {
    const samples = [
      await sampleOf(embedded, "plain", rich, everyScope.join(" "), { nonce: "reference" }),
      await sampleOf(embedded, "signed", rich, everyScope.join(" "), { nonce: "reference" }),
      await sampleOf(embedded, "plain", poor, "openid", {}),
    ];
    const { sub = "", sid } = (samples[0]?.idToken?.claims ?? {}) as { sub?: string; sid?: string };
    const { issuer } = embedded.cis2.networks.internet;
    await embedded.cis2.logout.send({ clientId: "plain", uri: logout.uri, sub, sid, issuer });
    const token = claimsOf(await logout.token);
    return { ...(await readIssuer(issuer)), samples, logoutTokens: token ? [token] : [] };
  } finally {
    await embedded.close();
  }
}

/** Everything that the directory can hold of a person is held of this one. */
function people() {
  const all = loadPersonas();
  const person = all.personas[rich];
  if (person === undefined) throw new TypeError(`there is no persona ${rich}`);
  const memberships = ["gmc_id", "gdp_id", "gdc_id", "rcn_id", "gmp_id", "nmc_id", "consultant_id", "gphc_id"];
  const { organisationCode = "" } = person.roles[0] ?? {};
  const user = {
    ...{ ...person.user, middleNames: "Middle", title: "Dr", email: "person@reference.test" },
    professionalMemberships: Object.fromEntries(memberships.map((name) => [name, "C1234567"])),
    gncNumbers: { [organisationCode]: "C1234567" },
  };
  const one = [{ name: "One", code: "B0001" }];
  const [first, ...others] = person.roles.map((role, index) =>
    index === 0
      ? { ...role, activities: one, areasOfWork: one, workgroups: one }
      : { ...role, activities: [], areasOfWork: [], workgroups: [] },
  );
  const roles = [...(first ? [first] : []), ...others];
  return { ...all, personas: { ...all.personas, [rich]: { ...person, user, roles } } };
}

async function sampleOf(
  embedded: EmbeddedCis2,
  client: string,
  persona: string,
  scope: string,
  more: Record<string, string>,
): Promise<Sample> {
  const { issuer } = embedded.cis2.networks.internet;
  const parameters = { ...{ client_id: client, response_type: "code", redirect_uri: redirectUri, scope }, ...more };
  const request = { ...parameters, state: "reference" };
  const issued = await embedded.issueCard(persona, "piv");
  const readers = new InProcessReaders();
  readers.addReader("Reader");
  readers.insert("Reader", issued.card);
  const { callbackUrl } = await signIn({
    authorizationUrl: new URL(`${issuer}/authorize?${new URLSearchParams(request).toString()}`),
    redirectUri,
    readers,
    passcodes: fixedPasscode(issued.persona.card.passcode),
    role: issued.persona.roles[0]?.roleId,
  });
  const code = callbackUrl.searchParams.get("code") ?? "";
  const secret = { client_id: client, client_secret: "reference", redirect_uri: redirectUri };
  const body = new URLSearchParams({ grant_type: "authorization_code", code, ...secret });
  const tokenResponse = await jsonAt(`${issuer}/access_token`, { method: "POST", body });
  const headers = { authorization: `Bearer ${String(tokenResponse["access_token"])}` };
  const userinfo = await (await fetch(`${issuer}/userinfo`, { headers })).text();
  return { request, tokenResponse, idToken: claimsOf(tokenResponse["id_token"]), userinfo: claimsOf(userinfo) };
}

async function jsonAt(url: string, init: RequestInit): Promise<Json> {
  const value = parsed(await (await fetch(url, init)).text());
  if (!isJson(value)) throw new TypeError("the fake CIS2 answered no JSON object");
  return value;
}

async function logoutReceiver() {
  const received = Promise.withResolvers<string | null>();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      received.resolve(new URLSearchParams(Buffer.concat(parts).toString()).get("logout_token"));
      response.end();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    uri: `http://127.0.0.1:${(server.address() as AddressInfo).port}/logout`,
    token: received.promise,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
