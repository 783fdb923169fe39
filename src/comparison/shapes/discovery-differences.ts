import type { Difference, Harm } from "../difference.ts";
import { type Evidence } from "../evidence/evidence.ts";
import { isJson, type Json } from "../evidence/json.ts";
import { pageAssumptions as pages } from "../../assumptions/index.ts";
import { kindOf } from "./shape.ts";

const harmOf: Readonly<Record<string, Harm>> = {
  issuer: 1,
  authorization_endpoint: 1,
  token_endpoint: 1,
  userinfo_endpoint: 1,
  jwks_uri: 1,
  response_types_supported: 1,
  token_endpoint_auth_methods_supported: 2,
  token_endpoint_auth_signing_alg_values_supported: 2,
  id_token_signing_alg_values_supported: 2,
  end_session_endpoint: 2,
  scopes_supported: 2,
  claims_supported: 3,
};

const assumptionOf: Readonly<Record<string, string>> = {
  scopes_supported: pages.scopesSupported.id,
  claims_supported: pages.claimsSupported.id,
  token_endpoint_auth_methods_supported: pages.clientSecretBasic.id,
  code_challenge_methods_supported: pages.pkceAdvertised.id,
};

type Documents = Pick<Evidence, "discovery" | "keys">;

/** Lists without their order, addresses below the issuer, and everything else by its kind. */
export function discoveryDifferences(seen: Documents, ours: Documents, explained: ReadonlySet<string>): Difference[] {
  if (!seen.discovery || !ours.discovery) return [];
  const [theirs, own] = [relative(seen.discovery.document), relative(ours.discovery.document)];
  const names = [...new Set([...Object.keys(own), ...Object.keys(theirs)])].filter((name) => !explained.has(name));
  return names.flatMap((name) => {
    const [here, there] = [textOf(own[name]), textOf(theirs[name])];
    if (here === there) return [];
    const harm = harmOf[name] ?? 4;
    const assumption = assumptionOf[name];
    return [{ place: "discovery document", name, ours: here, seen: there, harm, assumption } as const];
  });
}

export function keyDifferences(seen: Documents, ours: Documents): Difference[] {
  if (!seen.keys || !ours.keys) return [];
  const signing = ({ keys = [] }: Documents) => keys.filter(({ use }) => use !== "enc");
  const [theirs, own] = [formsOfKeys(signing(seen)), formsOfKeys(signing(ours))];
  if (theirs === own) return [];
  return [{ place: "key set", name: "keys", ours: own, seen: theirs, harm: 3 }];
}

/** Types, uses and algorithms, each once: how many keys there are changes with every rotation. */
function formsOfKeys(keys: readonly Json[]): string {
  const forms = keys.map(({ kty, use, alg }) => [kty, use ?? "no use", alg ?? "no alg"].map(String).join(" "));
  return [...new Set(forms)].sort().join(", ") || "none";
}

function relative(document: Json): Json {
  const issuer = typeof document["issuer"] === "string" ? document["issuer"] : "";
  const path = withoutPort(issuer);
  const entries = Object.entries(document).map(([name, value]) => {
    if (name === "issuer") return [name, "address"] as const;
    const text = typeof value === "string" ? withoutPort(value) : undefined;
    if (text === undefined || !/^https?:/.test(text)) return [name, value] as const;
    return [name, text.startsWith(path) ? text.slice(path.length) : "an address elsewhere"] as const;
  });
  return Object.fromEntries(entries);
}

function withoutPort(address: string): string {
  return address.replace(/^(https:\/\/[^/]*):443(?=\/|$)/i, "$1").replace(/^(http:\/\/[^/]*):80(?=\/|$)/i, "$1");
}

function textOf(value: unknown): string {
  if (value === undefined) return "missing";
  if (Array.isArray(value)) return value.map(String).sort().join(" ") || "empty list";
  if (typeof value === "boolean") return String(value);
  return typeof value === "string" && !isJson(value) ? value : kindOf(value);
}
