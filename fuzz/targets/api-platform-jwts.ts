import { startTestPlatform } from "../../src/fake-api-platform/testing/test-platform.ts";
import { bytesOf, type FuzzTarget, textOf } from "../runner/target.ts";

const [header, claims] = ["header", "claims"];
const seeds = [
  {},
  { assertion: { [header]: { alg: "none", jwk: {} }, [claims]: { exp: "1", jti: ["one"], nbf: 1 } } },
  {
    subject: {
      [header]: { alg: "HS256", crit: ["exp"], b64: false },
      [claims]: { act: { sub: "x" }, nhs_number: "1" },
    },
  },
  { subject: { [claims]: { authentication_assurance_level: ".*", iss: ["x"], sid: {}, aud: [] } } },
];

/** Header and claims of the two JWTs of a token exchange, signed with the right keys. */
export const target: FuzzTarget = {
  name: "api-platform-jwts",
  seeds: () => seeds.map((seed) => bytesOf(JSON.stringify(seed))),
  dictionary: [
    "alg",
    "kid",
    "typ",
    "crit",
    "b64",
    "iss",
    "sub",
    "aud",
    "exp",
    "nbf",
    "jti",
    "act",
    "null",
    "1e400",
    "[]",
    "{}",
  ],
  open: async () => {
    const test = await startTestPlatform();
    return {
      run: async (input) => {
        const change = parsed(input);
        if (change === undefined) return;
        const request = test.request("inline");
        for (const jwt of ["assertion", "subject"] as const) {
          for (const part of ["header", "claims"] as const) Object.assign(request[jwt][part], change[jwt]?.[part]);
        }
        const { status, body } = await test.exchange(request);
        if (status >= 500) throw new Error(JSON.stringify(body));
        const described = typeof (status === 200 ? body["access_token"] : body["error_description"]) === "string";
        if (!described) throw new Error(`${status} ${JSON.stringify(body)}`);
      },
      close: async () => {
        await test[Symbol.asyncDispose]();
      },
    };
  },
};

type Change = Partial<Record<"assertion" | "subject", Partial<Record<"header" | "claims", object>>>>;

function parsed(input: Uint8Array): Change | undefined {
  try {
    const json = JSON.parse(textOf(input)) as Change | null;
    return json ?? undefined;
  } catch {
    return undefined;
  }
}
