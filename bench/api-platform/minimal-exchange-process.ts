import { createPublicKey, randomBytes, verify } from "node:crypto";
import { text } from "node:stream/consumers";
import { answerBy, listenOnLoopback, sendJson } from "../measure/answer-json.ts";
import { announce } from "../measure/service.ts";
import type { ExchangeKeys } from "./exchange-request.ts";

// The two signatures of a token exchange verified with Node alone, and an answer: `minimal-exchange-process.ts <keys as JSON>`.
// It looks at no claim, and keeps nothing.
const known = JSON.parse(process.argv[2] ?? "") as ExchangeKeys;
const { server, origin } = await listenOnLoopback();
const [app, issuer] = [known.app, known.issuerKey].map((key) => createPublicKey({ key, format: "jwk" }));
if (app === undefined || issuer === undefined) throw new TypeError("two keys are needed");

function isSigned(jwt: string | null, algorithm: string, key: typeof app): boolean {
  const [header = "", claims = "", signature = ""] = (jwt ?? "").split(".");
  const input = Buffer.from(`${header}.${claims}`);
  return key !== undefined && verify(algorithm, input, key, Buffer.from(signature, "base64url"));
}

answerBy(server, async (request, response) => {
  const form = new URLSearchParams(await text(request));
  const signed =
    isSigned(form.get("client_assertion"), "sha512", app) && isSigned(form.get("subject_token"), "sha256", issuer);
  if (!signed) throw new Error("another signature");
  const [accessToken, refreshToken] = [randomBytes(21).toString("base64url"), randomBytes(21).toString("base64url")];
  sendJson(response, {
    access_token: accessToken,
    refresh_token: refreshToken,
    token_type: "Bearer",
    expires_in: "599",
  });
});
announce({ token: `${origin}/oauth2/token` });
