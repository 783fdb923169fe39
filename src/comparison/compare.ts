import type { Settings } from "../fake-cis2/index.ts";
import { assumptionTable, type InferredRequirement } from "./assumption-table.ts";
import { type AssumptionOutcome, judgeAssumptions } from "./assumption-outcomes.ts";
import type { Difference } from "./difference.ts";
import { type Evidence } from "./evidence/evidence.ts";
import { defined, type Json } from "./evidence/json.ts";
import { type Recording, recordingOf, samplesOf } from "./har/recording.ts";
import { observeSettings } from "./observers/index.ts";
import { referenceOf } from "./reference.ts";
import { settingDifferences } from "./setting-differences.ts";
import { discoveryDifferences, keyDifferences } from "./shapes/discovery-differences.ts";
import { exchangeDifferences } from "./shapes/exchange-differences.ts";
import { memberDifferences } from "./shapes/member-differences.ts";
import { objectsIn } from "./shapes/shape.ts";

export interface Comparison {
  /** The most harmful to a relying party first. */
  readonly differences: readonly Difference[];
  /** The settings that remove differences, with the values that do. `serve --settings` takes them. */
  readonly settings: Partial<Settings>;
  /** One for each INFERENCE and UNKNOWN, and for what is ours. */
  readonly assumptions: readonly AssumptionOutcome[];
  readonly recording: Recording;
  /** What there was to compare, in words. */
  readonly compared: readonly string[];
}

/** Members whose presence a setting decides: the setting names the difference. */
const explainedMembers: Partial<Record<keyof Settings, readonly string[]>> = {
  acrValues: ["acr_values_supported"],
  advertisedIdTokenAlgorithms: ["id_token_signing_alg_values_supported"],
};

export interface CompareOptions {
  readonly requirements?: readonly InferredRequirement[];
  /** What the fake CIS2 gives. Default: it is started with the settings that were found, and asked. */
  readonly reference?: Omit<Evidence, "exchanges">;
}

/** Compares what is known of a CIS2 with the fake one as the settings make it. */
export async function compare(
  given: Evidence,
  ours: Settings,
  { requirements = [], reference: measured }: CompareOptions = {},
): Promise<Comparison> {
  const recording = recordingOf(given.exchanges);
  const evidence: Evidence = { ...given, samples: linked([...given.samples, ...samplesOf(recording)], recording) };
  const observed = observeSettings({ evidence, recording, ours });
  const settings = Object.fromEntries(
    observed.flatMap(({ setting, seen, agrees }) => (agrees ? [] : [[setting, seen]])),
  ) as Partial<Settings>;
  const reference = measured ?? (await referenceOf({ ...ours, ...settings }));
  const explained = new Set(
    observed.flatMap(({ setting, agrees }) => (agrees ? [] : (explainedMembers[setting] ?? []))),
  );
  const differences = [
    ...settingDifferences(observed, ours),
    ...discoveryDifferences(evidence, reference, explained),
    ...keyDifferences(evidence, reference),
    ...tokenDifferences(evidence, reference),
    ...exchangeDifferences(recording),
  ].sort((one, other) => one.harm - other.harm);
  return {
    differences,
    settings,
    assumptions: judgeAssumptions(assumptionTable(requirements), { observed, differences, evidence, recording }),
    recording,
    compared: comparedThings(evidence, recording),
  };
}

type Tokens = Pick<Evidence, "samples" | "logoutTokens">;

/** Members of tokens and answers, once the settings that explain some are taken over. */
function tokenDifferences(seen: Tokens, ours: Tokens): Difference[] {
  const of = ({ samples, logoutTokens }: Tokens) => {
    const idTokens = defined(samples.map(({ idToken }) => idToken));
    const userinfo = defined(samples.map((sample) => sample.userinfo));
    const claims = userinfo.map((one) => withoutJwtClaims(one.header !== undefined, one.claims));
    return [
      ["ID token header", defined(idTokens.map(({ header }) => header))],
      ["ID token", idTokens.map((one) => one.claims)],
      ["token response", defined(samples.map(({ tokenResponse }) => tokenResponse))],
      ["userinfo", claims],
      ["roles in userinfo", objectsIn(claims, "nhsid_nrbac_roles")],
      ["logout token header", defined(logoutTokens.map(({ header }) => header))],
      ["logout token", logoutTokens.map((one) => one.claims)],
    ] as const;
  };
  const own = new Map<string, readonly Json[]>(of(ours));
  return of(seen).flatMap(([place, objects]) => memberDifferences(place, objects, own.get(place) ?? []));
}

/** A signed userinfo has claims of a JWT besides the person's. */
function withoutJwtClaims(isSigned: boolean, claims: Json): Json {
  if (!isSigned) return claims;
  const { iss: _iss, aud: _aud, iat: _iat, exp: _exp, ...others } = claims;
  return others;
}

/** A sign-in of which a file has the tokens and the recording the request is one, if the nonce or the code hash says so. */
function linked(samples: Evidence["samples"], { authorizations }: Recording): Evidence["samples"] {
  return samples.map((sample) => {
    const nonce = sample.idToken?.claims["nonce"];
    if (sample.request !== undefined || nonce === undefined) return sample;
    const request = authorizations.find(({ parameters }) => parameters["nonce"] === nonce)?.parameters;
    return request === undefined ? sample : { ...sample, request };
  });
}

function comparedThings({ discovery, samples, logoutTokens, exchanges }: Evidence, recording: Recording): string[] {
  const count = (number: number, what: string) => (number === 0 ? [] : [`${number} ${what}${number === 1 ? "" : "s"}`]);
  return [
    ...(discovery ? ["the discovery document and the key set"] : []),
    ...count(samples.filter(({ idToken }) => idToken).length, "ID token"),
    ...count(samples.filter(({ userinfo }) => userinfo).length, "userinfo answer"),
    ...count(samples.filter(({ tokenResponse }) => tokenResponse).length, "token response"),
    ...count(logoutTokens.length, "logout token"),
    ...count(exchanges.length, "recorded request"),
    ...(recording.localCalls.length === 0 ? [] : [`calls to this computer: ${recording.localCalls.length}`]),
  ];
}
