import { http, HttpResponse, type HttpHandler } from "msw";

export const cis2Origin = "http://cis2.test";
export const redirectUri = "http://relying-party.test/callback";
export const authorizationUrl = `${cis2Origin}/authorize?client_id=c&state=s`;
export const challenge = Buffer.alloc(32, 1).toString("base64");

const page = `${cis2Origin}/sign-in/u1`;
const relyingParty = { clientId: "c", name: "Test system" };
const user = { userId: "555000000001", name: "Test User" };

export const roles = ["1001", "1002"].map((roleId) => ({
  roleId,
  organisationCode: "A9A5A",
  organisationName: "Test Surgery",
  roleName: "Nurse",
}));

/** A CIS2 that does everything right, for a user with two roles. Handlers of a test take precedence over these. */
export function wellBehavedCis2(seen: { name: string; body: unknown }[] = []): HttpHandler[] {
  const step = (name: string, answer: () => object) =>
    http.post(`${page}/${name}`, async ({ request, cookies }) => {
      if (cookies["interaction"] !== "u1") return refuse("SIGN_IN_UNKNOWN", 404);
      seen.push({ name, body: await request.json() });
      return HttpResponse.json(answer());
    });
  return [
    http.get(`${cis2Origin}/authorize`, () =>
      redirect("/sign-in/u1", { "Set-Cookie": "interaction=u1; Path=/sign-in/u1; HttpOnly" }),
    ),
    http.get(page, () => HttpResponse.json({ step: "authenticator", relyingParty })),
    step("authenticator", () => ({ step: "smartcard", relyingParty })),
    step("challenge", () => ({ challenge, origin: cis2Origin, expiresAt: "2026-01-01T00:05:00Z" })),
    step("assertion", () => ({ step: "role", relyingParty, user, roles })),
    step("role", () => ({ step: "finished", relyingParty, user, continue: "/resume/u1" })),
    http.get(`${cis2Origin}/resume/u1`, () => redirect(`${redirectUri}?code=abc&state=s`)),
  ];
}

/** The handler of one step, replaced by an answer. */
export function answer(step: string, response: () => Response | Promise<Response>): HttpHandler {
  return step === "authorize" || step.startsWith("resume")
    ? http.get(`${cis2Origin}/${step}`, response)
    : step === ""
      ? http.get(page, response)
      : http.post(`${page}/${step}`, response);
}

export function refuse(code: string, status = 400, details: Record<string, string | number> = {}): Response {
  return HttpResponse.json({ error: { code, message: "m", details, reference: "r" } }, { status });
}

export function redirect(location: string, headers: Record<string, string> = {}): Response {
  return new HttpResponse(null, { status: 303, headers: { Location: location, ...headers } });
}
