import { type Claims, type Sample, scopesOf } from "../evidence/evidence.ts";
import { isJson, type Json } from "../evidence/json.ts";
import { agreed, amongPossible, type Observers, type Scene } from "./observer.ts";

const levels = ["authentication_assurance_level", "id_assurance_level", "idassurancelevel"];
const amExtras = ["tokenName", "realm", "auditTrackingId", "tokenType"];
const roleLists = ["activities", "activity_codes", "workgroups", "workgroups_codes", "aow", "aow_codes"];

const idTokens = ({ evidence }: Scene): Json[] =>
  evidence.samples.flatMap(({ idToken }) => (idToken ? [idToken.claims] : []));

const userinfos = ({ evidence }: Scene): { claims: Json; sample: Sample }[] =>
  evidence.samples.flatMap((sample) => (sample.userinfo ? [{ claims: sample.userinfo.claims, sample }] : []));

/** Claims of the ID token and of userinfo. */
export const claimsObservers = {
  assuranceLevelType: (scene) =>
    agreed(idTokens(scene).flatMap((claims) => levels.map((name) => levelType(claims[name])))),
  identityAssuranceClaim: (scene) =>
    agreed(
      idTokens(scene).map((claims) => {
        const [long, short] = ["id_assurance_level" in claims, "idassurancelevel" in claims];
        if (long && short) return "both";
        return long ? "id_assurance_level" : short ? "idassurancelevel" : undefined;
      }),
    ),
  selectedRoleIn: (scene) =>
    agreed(
      scene.evidence.samples.map(({ idToken, userinfo }) => {
        if (!idToken || !userinfo) return undefined;
        const [token, info] = ["selected_roleid" in idToken.claims, "selected_roleid" in userinfo.claims];
        if (token && info) return "both";
        return token ? "id_token" : info ? "userinfo" : undefined;
      }),
    ),
  rolesWhenNone: (scene) =>
    agreed(
      userinfos(scene).map(({ claims, sample }) => {
        const roles = claims["nhsid_nrbac_roles"];
        if (Array.isArray(roles)) return roles.length === 0 ? "empty" : undefined;
        return scopesOf(sample)?.has("nationalrbacaccess") ? "omitted" : undefined;
      }),
    ),
  emptyRoleLists: (scene) =>
    agreed(
      userinfos(scene).flatMap(({ claims }) =>
        rolesOf(claims).flatMap((role) =>
          roleLists.map((name) => {
            const list = role[name];
            return Array.isArray(list) ? (list.length === 0 ? "empty" : undefined) : "omitted";
          }),
        ),
      ),
    ),
  userIdClaimScopes: (scene) => {
    let scopes = [...scene.ours.userIdClaimScopes];
    const possible = ["profile", "nhsperson", "nationalrbacaccess", "associatedorgs"] as const;
    const samples = userinfos(scene).filter(({ sample }) => scopesOf(sample) !== undefined);
    if (samples.length === 0) return undefined;
    for (const { claims, sample } of samples) {
      const asked = scopesOf(sample) ?? new Set();
      if (!("nhsid_useruid" in claims)) scopes = scopes.filter((scope) => !asked.has(scope));
    }
    for (const { claims, sample } of samples) {
      const asked = scopesOf(sample) ?? new Set();
      if (!("nhsid_useruid" in claims) || scopes.some((scope) => asked.has(scope))) continue;
      const added = possible.filter((scope) => asked.has(scope));
      if (added.length === 1) scopes.push(...added);
    }
    return scopes;
  },
  organisationRolesScope: (scene) => {
    const all = ["associatedorgs", "nationalrbacaccess", "organisationalmemberships"] as const;
    const samples = userinfos(scene).filter(({ sample }) => scopesOf(sample) !== undefined);
    if (samples.length === 0) return undefined;
    const possible = all.filter((scope) =>
      samples.every(({ claims, sample }) => "nhsid_org_roles" in claims === scopesOf(sample)?.has(scope)),
    );
    return amongPossible(possible, scene.ours.organisationRolesScope);
  },
  initialsOf: (scene) => agreed(userinfos(scene).map(({ claims }) => whoseInitials(claims))),
  idTokenExtras: (scene) => agreed(idTokens(scene).map((claims) => amExtras.some((name) => name in claims))),
  amr: (scene) => {
    const seen = idTokens(scene).flatMap(({ amr }) => (isTexts(amr) ? [amr] : []));
    if (seen.length === 0) return undefined;
    const { amr } = scene.ours;
    const isOf = (client: keyof typeof amr) => (one: readonly string[]) => String(one) === String(amr[client]);
    const unknown = seen.filter((one) => !isOf("smartcard-connect")(one) && !isOf("identity-agent")(one));
    const [other] = unknown;
    if (other === undefined || agreed(unknown) === undefined) return other === undefined ? amr : undefined;
    // The deprecated client is the other one only if Smartcard Connect was seen as well.
    const client = seen.some(isOf("smartcard-connect")) ? "identity-agent" : "smartcard-connect";
    return { ...amr, [client]: other };
  },
  sessionIdFormat: (scene) => {
    const ids = [...idTokens(scene), ...scene.evidence.logoutTokens.map(({ claims }: Claims) => claims)].flatMap(
      ({ sid }) => (typeof sid === "string" ? [sid] : []),
    );
    if (ids.length === 0) return undefined;
    return ids.some((sid) => /[+/=]/.test(sid)) ? "base64" : "url-safe";
  },
} satisfies Observers;

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

function levelType(level: unknown): "integer" | "string" | undefined {
  return typeof level === "number" ? "integer" : typeof level === "string" ? "string" : undefined;
}

function rolesOf(claims: Json): Json[] {
  const roles = claims["nhsid_nrbac_roles"];
  return Array.isArray(roles) ? roles.filter(isJson) : [];
}

function whoseInitials({ initials, given_name: given, middle_names: middle }: Json) {
  if (typeof initials !== "string" || typeof given !== "string" || typeof middle !== "string") return undefined;
  const first = (names: string) =>
    names
      .split(/\s+/)
      .map((name) => Array.from(name)[0] ?? "")
      .join("");
  const plain = (text: string) => text.replace(/[^\p{L}]/gu, "").toUpperCase();
  if (plain(initials) === plain(first(middle))) return "middle-names";
  return plain(initials) === plain(first(`${given} ${middle}`)) ? "given-and-middle-names" : undefined;
}
