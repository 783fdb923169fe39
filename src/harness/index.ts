export { cardToAdopt, type CardToAdopt, readCardToAdopt, readIssuers } from "./persona-cards/adopt-card.ts";
export { issueInPerson } from "./persona-cards/issue-in-person.ts";
export { expireCard } from "./persona-cards/expire-card.ts";
export {
  PersonaCardIssuer,
  type PersonaCardIssuerOptions,
  type PersonaCardImage,
} from "./persona-cards/persona-card-issuer.ts";
export { type EmbeddedCis2, type EmbeddedCis2Options, type IssuedCard, startEmbeddedCis2 } from "./embedded-cis2.ts";
export { DemoRelyingParty, type ServeDemoOptions } from "./relying-party/demo-relying-party/demo-relying-party.ts";
export { exampleRelyingParty } from "./relying-party/example-relying-party.ts";
export {
  type CardInReader,
  type VirtualCardSignIn,
  signInWithVirtualCard,
  signInWithReader,
} from "./sign-in/one-sign-in.ts";
export { type SignInOutcome, completeSignIn } from "./sign-in/complete-sign-in.ts";
export {
  type PendingSignIn,
  type RelyingPartyOptions,
  type RelyingPartyResult,
  StrictRelyingParty,
} from "./relying-party/strict-relying-party.ts";
export { type Ready, readySchema } from "./serve/ready.ts";
export { ReplaceableIdentity } from "./serve/replaceable-identity.ts";
export {
  serverTls,
  type ServerTls,
  type WrongCertificate,
  wrongCertificates,
  wrongServerIdentity,
} from "./serve/server-tls.ts";
export { readSettings } from "./serve/settings-file.ts";
export { type ServeOptions, serveFakeCis2, type Serving } from "./serve/serve-fake-cis2.ts";
export type { PersonaCard } from "./persona-cards/persona-card.ts";
export type { PersonaName } from "../care-identity/directory/persona-names.ts";
export { TestDesktop, type TestDesktopOptions, type WithoutCardChoice } from "./desktop/test-desktop.ts";
export { type PcscDesktop, type PcscDesktopOptions, startPcscDesktop } from "./pcsc/pcsc-desktop.ts";
export { type ReaderSpecification, readerSpecification } from "./pcsc/reader-specification.ts";
export { type ProgramEnd, runProgram } from "./pcsc/run-program.ts";
