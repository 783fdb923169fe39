import { createHash } from "node:crypto";

/** A recording of somebody's sign-in at a CIS2 that is not ours, and everything in it that must not be told. */
export interface GeneratedRecording {
  readonly har: object;
  readonly idToken: string;
  readonly userinfo: string;
  readonly secrets: readonly string[];
}

const given = [
  "Ada",
  "Zoë",
  'Robert "Bob"',
  "Nguyễn",
  "O'Shea",
  "Li",
  "Maximiliane",
  "=cmd|' /C calc'!A0",
  "<b>Bo</b>",
  "Jürgen",
];
const family = [
  "Lovelace",
  "Smith",
  "Müller-Lüdenscheidt",
  "O'Brien",
  "Ng",
  "$(whoami)",
  "Kowalczyk",
  "李",
  "de la Cruz",
  "Ab",
];
const places = ["St Elsewhere", "Emulated Infirmary", "Holby City", 'Royal "A" Trust', "Klinik Süd"];

/** The same for the same number. */
export function generatedRecording(number: number): GeneratedRecording {
  const secrets: string[] = [];
  let counter = 0;
  const bytes = (length: number) => {
    const parts: Buffer[] = [];
    while (Buffer.concat(parts).length < length) {
      parts.push(createHash("sha512").update(`${number} ${counter++}`).digest());
    }
    return Buffer.concat(parts).subarray(0, length);
  };
  const secret = <T extends string>(value: T): T => {
    secrets.push(value);
    return value;
  };
  const pick = (list: readonly string[]) => list[(bytes(1)[0] ?? 0) % list.length] ?? "";
  const digits = (length: number) => secret([...bytes(length)].map((byte) => byte % 10).join(""));
  const random = (length: number) => secret(bytes(length).toString("base64url"));
  const [first, last] = [secret(`${pick(given)} ${number}`), secret(`${pick(family)}-${number + 1000}`)];
  const organisation = secret(`${pick(places)} ${number}`);
  const [userId, roleId, orgId] = [digits(12), digits(12), digits(12)];
  const email = secret(`person.${number}.${bytes(3).toString("hex")}@trust.example`);
  const [nonce, state, code, sid, accessToken] = [random(16), random(16), random(20), random(20), random(20)];
  const challenge = secret(bytes(32).toString("base64"));
  const certificate = secret(bytes(600).toString("base64"));
  const signature = secret(bytes(256).toString("base64"));
  const cookie = random(24);
  const claims = {
    ...{
      sub: userId,
      iss: "https://am.cis2.example:443/openam",
      aud: "1.apps.national",
      sid,
      nonce,
      amr: ["CIS2_SMARTCARD"],
    },
    ...{
      acr: "AAL3_ANY",
      selected_roleid: roleId,
      authentication_assurance_level: 3,
      exp: 2_000_000_000,
      iat: 1_999_996_400,
    },
  };
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const idToken = secret(`${encode({ alg: "RS256", typ: "JWT", kid: random(8) })}.${encode(claims)}.${random(256)}`);
  const role = {
    person_roleid: roleId,
    person_orgid: orgId,
    org_code: "X26",
    role_name: '"A":"B":"C"',
    org_name: organisation,
  };
  const person = { sub: userId, uid: userId, given_name: first, family_name: last, name: `${last} ${first}`, email };
  const userinfo = JSON.stringify({
    ...person,
    nhsid_nrbac_roles: [role],
    nhsid_user_orgs: [{ org_name: organisation }],
  });

  const header = (name: string, value: string) => ({ name, value });
  let second = 0;
  const entry = (
    method: string,
    url: string,
    more: { send?: string; headers?: object[]; status?: number; body?: string; back?: object[] },
  ) => ({
    startedDateTime: new Date(1_999_996_000_000 + second++ * 1000).toISOString(),
    request: {
      ...{ method, url, headers: [header("Cookie", `AMSession=${cookie}; user${userId}=1`), ...(more.headers ?? [])] },
      ...(more.send === undefined ? {} : { postData: { mimeType: "application/json", text: more.send } }),
    },
    response: {
      ...{ status: more.status ?? 200, headers: more.back ?? [] },
      content: { mimeType: "application/json", text: more.body ?? "" },
    },
  });
  const cors = [header("Origin", "https://am.cis2.example")];
  const base = "https://am.cis2.example:443/openam";
  const query = new URLSearchParams({
    response_type: "code",
    client_id: "1.apps.national",
    scope: "openid",
    state,
    nonce,
  });
  const callback = `https://system.example/cb?${new URLSearchParams({ code, state, iss: base }).toString()}`;
  const hub = JSON.stringify({
    H: "authenticationHub",
    M: "requestToSign",
    A: [Buffer.from(JSON.stringify({ challenge, user: { [userId]: first } })).toString("base64")],
    I: 0,
  });
  const page = `<html><body><p>${first} ${last}</p><form method="post" action="/openam/${userId}/role"><input name="IDToken2" value="${roleId}"><input name="nhsRoleId_${roleId}"></form></body></html>`;
  const set = [
    header("Set-Cookie", `AMSession=${cookie}; Path=/; HttpOnly; Secure; SameSite=None`),
    header("Set-Cookie", `user${userId}=1; Path=/u/${userId}`),
  ];
  const entries = [
    entry("GET", `${base}/authorize?${query.toString()}`, {
      status: 302,
      back: [header("Location", `${base}/UI/Login?goto=${encodeURIComponent(callback)}`), ...set],
    }),
    entry("GET", `${base}/UI/${userId}/Login`, { body: page }),
    entry("GET", "http://localhost:43487/PRS/GetPortNumber", {
      headers: cors,
      body: '{"portData":{"portNumber":12345}}',
    }),
    entry("POST", "http://localhost:12345/signalr/send", {
      headers: cors,
      send: new URLSearchParams({ data: hub }).toString(),
      body: JSON.stringify({ R: { certificate, signature, holder: `${first} ${last}` }, I: "0" }),
    }),
    entry("POST", `http://localhost:12345/auth/${userId}/sign`, {
      headers: cors,
      send: JSON.stringify({ challenge, [email]: organisation, passcodeHash: random(32) }),
      body: JSON.stringify({ signature, unverifiedCertificate: certificate, [first]: 1, [userId]: { deep: last } }),
    }),
    entry("POST", `${base}/json/authenticate`, {
      send: JSON.stringify({ authId: idToken, callbacks: [{ input: [{ name: "IDToken2", value: roleId }] }] }),
      body: JSON.stringify({ tokenId: accessToken, successUrl: callback, realm: "/" }),
    }),
    entry("GET", `${base}/continue?${new URLSearchParams({ uid: userId }).toString()}`, {
      status: 302,
      back: [header("Location", callback)],
    }),
    entry("POST", `${base}/access_token`, {
      headers: [header("Authorization", `Basic ${Buffer.from(`1.apps.national:${random(12)}`).toString("base64")}`)],
      send: new URLSearchParams({ grant_type: "authorization_code", code }).toString(),
      body: JSON.stringify({
        access_token: accessToken,
        id_token: idToken,
        token_type: "Bearer",
        scope: "openid",
        expires_in: 3599,
      }),
    }),
    entry("GET", `${base}/userinfo`, { headers: [header("Authorization", `Bearer ${accessToken}`)], body: userinfo }),
  ];
  return { har: { log: { version: "1.2", entries } }, idToken, userinfo, secrets };
}
