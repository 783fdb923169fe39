/**
 * What people sign in with besides a smartcard: with it the seven of the NHS page "authenticators", by the names people see. How
 * sure each makes CIS2 of the person is a setting.
 */
export const authenticatorsWithoutCard = {
  "security-key": "Security key",
  "windows-hello": "Windows Hello",
  "ipad-app": "iPad app",
  "authenticator-app": "Authenticator app",
  "nhs-mail": "NHSmail or NHS.net Connect account",
  passkey: "Passkey",
} as const;

export type AuthenticatorWithoutCard = keyof typeof authenticatorsWithoutCard;

export const authenticatorNames = Object.keys(authenticatorsWithoutCard) as [
  AuthenticatorWithoutCard,
  ...AuthenticatorWithoutCard[],
];

export function isWithoutCard(name: string | undefined): name is AuthenticatorWithoutCard {
  return name !== undefined && Object.hasOwn(authenticatorsWithoutCard, name);
}
