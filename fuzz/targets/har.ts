import { settingsSchema } from "../../src/fake-cis2/index.ts";
import type { Evidence } from "../../src/comparison/evidence/evidence.ts";
import { claimsOf } from "../../src/comparison/evidence/read-claims.ts";
import { exchangeOf } from "../../src/comparison/har/exchange.ts";
import { readEntries } from "../../src/comparison/har/read-har.ts";
import { recordingOf, samplesOf } from "../../src/comparison/har/recording.ts";
import { observeSettings } from "../../src/comparison/observers/index.ts";
import { exchangeDifferences } from "../../src/comparison/shapes/exchange-differences.ts";
import { memberDifferences } from "../../src/comparison/shapes/member-differences.ts";
import { shareSheet } from "../../src/comparison/sheet/share-sheet.ts";
import { valuesInEntry } from "../../src/comparison/sheet/values-in.ts";
import { ValueSearch } from "../../src/comparison/sheet/value-search.ts";
import { bytesOf, type FuzzTarget } from "../runner/target.ts";

const ours = settingsSchema.parse({});
const token = `${["{}", '{"sub":"1","amr":["A"]}'].map((part) => Buffer.from(part).toString("base64url")).join(".")}.c2ln`;
const header = (name: string, value: string) => ({ name, value });
const at = "2026-11-27T09:00:00.000Z";

const recorded = {
  log: {
    version: "1.2",
    entries: [
      {
        startedDateTime: at,
        request: {
          method: "GET",
          url: "https://cis2.test/authorize?response_type=code&client_id=a&state=s&scope=openid",
        },
        response: {
          status: 303,
          headers: [
            header("Location", "https://system.test/?code=c&state=s"),
            header("Set-Cookie", "a=b; Path=/; Max-Age=9; HttpOnly"),
          ],
        },
      },
      {
        startedDateTime: at,
        request: {
          method: "POST",
          url: "http://localhost:43487/authentication/authenticate",
          headers: [header("Origin", "https://cis2.test")],
          postData: { text: '{"challenge":"AAAA"}' },
        },
        response: { status: 200, headers: [], content: { text: '{"signature":"AAAA","H":"hub"}' } },
      },
      {
        startedDateTime: at,
        request: {
          method: "POST",
          url: "https://cis2.test/access_token",
          postData: { params: [header("grant_type", "authorization_code"), header("client_assertion", token)] },
        },
        response: { status: 200, content: { text: JSON.stringify({ id_token: token, scope: "openid" }) } },
      },
      {
        request: { url: "https://cis2.test/sign-in/1" },
        response: {
          content: { encoding: "base64", text: Buffer.from("<form><input name=a></form>").toString("base64") },
        },
      },
    ],
  },
};

/** What somebody else's browser or proxy recorded: whatever is in it, it is refused, or compared without a failure. */
export const target: FuzzTarget = {
  name: "har",
  seeds: () => [
    bytesOf(JSON.stringify(recorded)),
    bytesOf(`\ufeff${JSON.stringify(recorded, null, 1)}`),
    bytesOf(token),
  ],
  dictionary: [
    '"entries"',
    '"request"',
    '"url"',
    '"headers"',
    '"content"',
    '"text"',
    "code=",
    "logout_token=",
    token,
    "\\u0000",
  ],
  longest: 8192,
  open: () => ({
    run: async (input) => {
      const entries: unknown[] = [];
      // What the decoder and the parser throw becomes COMPARE_INPUT_INVALID.
      await readEntries([input.subarray(0, 7), input.subarray(7)], {
        entry: (entry) => entries.push(entry),
        longText: () => undefined,
      }).catch(() => undefined);
      const exchanges = entries.flatMap((entry) => exchangeOf(entry) ?? []);
      const recording = recordingOf(exchanges);
      const alone = claimsOf(Buffer.from(input).toString());
      const logoutTokens = alone ? [alone] : [];
      const samples = [...samplesOf(recording), { idToken: alone, userinfo: alone, tokenResponse: alone?.claims }];
      const evidence: Evidence = { samples, logoutTokens, exchanges };
      observeSettings({ evidence, recording, ours });
      memberDifferences("ID token", alone ? [alone.claims] : [], [{ sub: "000000000000" }]);
      const differences = exchangeDifferences(recording);
      const sheet = shareSheet({ differences, settings: {}, assumptions: [], recording, compared: [] });
      const search = new ValueSearch(sheet.seen, new Set());
      for (const entry of entries) for (const value of valuesInEntry(entry)) search.add(value);
    },
  }),
};
