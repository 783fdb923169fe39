export { expireCard } from "./expire-card.ts";
export { CardOffice, type CardOfficeOptions, type MadeCard } from "./card-office.ts";
export { type Environment, type EnvironmentOptions, type IssuedCard, startEnvironment } from "./environment.ts";
export { exampleRelyingParty } from "./example-relying-party.ts";
export { type CardInReader, type LoginOnce, loginOnce, loginWithReader } from "./login-once.ts";
export { type PersonSignedIn, personSignsIn } from "./person-signs-in.ts";
export { type PendingSignIn, type RelyingPartyOptions, type SignedIn, TestkitRelyingParty } from "./relying-party.ts";
export { type ServeOptions, serveFakeCis2, type Serving } from "./serve-fake-cis2.ts";
export type { PersonaCard } from "./persona-card.ts";
