export { cardToAdopt, type CardToAdopt, readCardToAdopt, readIssuers } from "./persona-cards/adopt-card.ts";
export { issueAtTheDesk } from "./persona-cards/issue-in-person.ts";
export { expireCard } from "./persona-cards/expire-card.ts";
export { CardOffice, type CardOfficeOptions, type MadeCard } from "./persona-cards/persona-card-issuer.ts";
export { type Environment, type EnvironmentOptions, type IssuedCard, startEnvironment } from "./embedded-cis2.ts";
export { DemoRelyingParty, type ServeDemoOptions } from "./relying-party/demo-relying-party/demo-relying-party.ts";
export { exampleRelyingParty } from "./relying-party/example-relying-party.ts";
export { type CardInReader, type LoginOnce, loginOnce, loginWithReader } from "./sign-in/one-sign-in.ts";
export { type PersonSignedIn, personSignsIn } from "./sign-in/complete-sign-in.ts";
export {
  type PendingSignIn,
  type RelyingPartyOptions,
  type SignedIn,
  TestkitRelyingParty,
} from "./relying-party/strict-relying-party.ts";
export { serverTls, type ServerTls } from "./serve/server-tls.ts";
export { type ServeOptions, serveFakeCis2, type Serving } from "./serve/serve-fake-cis2.ts";
export type { PersonaCard } from "./persona-cards/persona-card.ts";
export { TestDesktop, type TestDesktopOptions } from "./desktop/test-desktop.ts";
