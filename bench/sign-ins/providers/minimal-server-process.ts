import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { text } from "node:stream/consumers";
import { party } from "../relying-party.ts";
import { answerBy, listenOnLoopback, readJson, sendJson } from "../../measure/answer-json.ts";
import { openCardCheck, type SentAssertion } from "./card-check.ts";
import { announce } from "../../measure/service.ts";

// The least that a relying party can sign in to: the same requests and the same cryptography, with Node alone. It has no
// sessions, cookies, scopes, roles, pages, logout or journal, and believes what a request says of all but secrets.
const { server, origin: issuer } = await listenOnLoopback();
const checkCard = await openCardCheck();
const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const random = () => randomBytes(32).toString("base64url");
const encoded = (json: object) => Buffer.from(JSON.stringify(json)).toString("base64url");

interface SignIn {
  readonly query: URLSearchParams;
  challenge?: string;
  userId?: string;
}
const [signIns, tokens] = [new Map<string, SignIn>(), new Map<string, string>()];

function taken<T>(from: Map<string, T>, key: string | null | undefined): T {
  const value = from.get(key ?? "");
  if (value === undefined) throw new Error("unknown, or used before");
  from.delete(key ?? "");
  return value;
}

function idToken({ query, userId }: SignIn): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: issuer, sub: userId, aud: party.clientId, nonce: query.get("nonce"), iat: now, exp: now + 20 };
  const signed = `${encoded({ alg: "RS256", kid: "bench" })}.${encoded(claims)}`;
  return `${signed}.${sign("sha256", Buffer.from(signed), privateKey).toString("base64url")}`;
}

answerBy(server, async (request, response) => {
  const url = new URL(request.url ?? "", issuer);
  const [, route = "", id, step] = url.pathname.split("/");
  const redirect = (to: string) => response.writeHead(302, { location: to }).end();
  if (route === "jwks") {
    sendJson(response, { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "bench", alg: "RS256", use: "sig" }] });
  } else if (route === "auth") {
    const { searchParams: query } = url;
    if (query.get("client_id") !== party.clientId || !party.redirectUris.includes(query.get("redirect_uri") ?? ""))
      throw new Error("another relying party");
    const uid = random();
    signIns.set(uid, { query });
    redirect(`/sign-in/${uid}`);
  } else if (route === "sign-in" && step === "challenge") {
    const challenge = randomBytes(32).toString("base64");
    const signIn = taken(signIns, id);
    signIns.set(id ?? "", { ...signIn, challenge });
    sendJson(response, { challenge, origin: issuer });
  } else if (route === "sign-in" && step === "assertion") {
    const sent = await readJson<SentAssertion>(request);
    const signIn = taken(signIns, id);
    signIns.set(id ?? "", { ...signIn, userId: checkCard(sent, signIn.challenge) });
    sendJson(response, { continue: `${issuer}/sign-in/${id ?? ""}/resume` });
  } else if (route === "sign-in") {
    const signIn = taken(signIns, id);
    const code = random();
    signIns.set(code, signIn);
    const answer = new URLSearchParams({ code, state: signIn.query.get("state") ?? "" });
    redirect(`${signIn.query.get("redirect_uri") ?? ""}?${answer.toString()}`);
  } else if (route === "token") {
    const form = new URLSearchParams(await text(request));
    if (form.get("client_secret") !== party.clientSecret) throw new Error("another secret");
    const signIn = taken(signIns, form.get("code"));
    const token = random();
    tokens.set(token, signIn.userId ?? "");
    sendJson(response, { access_token: token, token_type: "Bearer", expires_in: 20, id_token: idToken(signIn) });
  } else {
    sendJson(response, { sub: taken(tokens, request.headers.authorization?.slice("Bearer ".length)), name: "Anybody" });
  }
});
announce({
  issuer,
  authorize: `${issuer}/auth`,
  token: `${issuer}/token`,
  userinfo: `${issuer}/userinfo`,
  jwks: `${issuer}/jwks`,
});
