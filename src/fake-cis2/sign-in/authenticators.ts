import {
  authenticatorNames,
  authenticatorsWithoutCard,
  type AuthenticatorWithoutCard,
  isWithoutCard,
} from "../../care-identity/authenticators/authenticators.ts";
import type { Settings } from "../settings/settings.ts";
import type { ClientKind } from "./assertion.ts";
import type { OfferedAuthenticator } from "./sign-in-state.ts";

/** How somebody signed in: with their card by one of the clients, or by an authenticator in which no card takes part. */
export type Authenticator = ClientKind | AuthenticatorWithoutCard;

const clients: readonly ClientKind[] = ["smartcard-connect", "identity-agent"];

/** What a session keeps as its acr is the name of its authenticator. */
export function authenticatorOf(name: string | undefined): Authenticator {
  return isWithoutCard(name) || name === "identity-agent" ? name : "smartcard-connect";
}

/** How sure an authenticator makes of the person, the acr_values it satisfies, and its amr. */
export function meansOf(one: Authenticator, { smartcardLevel, acrBySmartcard, amr, authenticators }: Settings) {
  return isWithoutCard(one) ? authenticators[one] : { level: smartcardLevel, acr: acrBySmartcard[one], amr: amr[one] };
}

/**
 * Whether an authenticator is enough for a request. acr_values is a voluntary request (OpenID Connect Core 5.5.1.1), so that
 * values which none satisfies ask for the default.
 */
export function isEnough(one: Authenticator, acrValues: string | undefined, settings: Settings): boolean {
  const all = new Set([...clients, ...authenticatorNames].flatMap((each) => meansOf(each, settings).acr));
  const known = acrValues?.split(" ").filter((value) => all.has(value)) ?? [];
  const asked = known.length > 0 ? known : [settings.defaultAcr];
  return asked.some((value) => meansOf(one, settings).acr.includes(value));
}

/** What the page offers for a request, the smartcard first; nothing else than it if the session is to be stepped up. */
export function offeredFor(
  { acrValues, stepUp }: { readonly acrValues: string | undefined; readonly stepUp: boolean },
  settings: Settings,
): OfferedAuthenticator[] {
  const enough = (one: Authenticator) => isEnough(one, acrValues, settings);
  const smartcard = { name: "smartcard", label: "Smartcard", level: settings.smartcardLevel } as const;
  const others = authenticatorNames
    .filter((name) => enough(name) && !(stepUp && settings.stepUp === "smartcard"))
    .map((name) => ({ name, label: authenticatorsWithoutCard[name], level: settings.authenticators[name].level }));
  return clients.some(enough) || others.length === 0 ? [smartcard, ...others] : others;
}

/**
 * The acr of an ID token: the first of the requested acr_values that the authenticator satisfies; if there is none, the default,
 * or what the authenticator satisfies instead.
 */
export function acrFor(requested: string | undefined, one: Authenticator, settings: Settings): string {
  const { acr } = meansOf(one, settings);
  const first = requested?.split(" ").find((value) => acr.includes(value));
  const { defaultAcr } = settings;
  return first ?? (isWithoutCard(one) && !acr.includes(defaultAcr) ? (acr[0] ?? defaultAcr) : defaultAcr);
}
