import "../foundation/needs-node.ts";
export { cardDrivers, openSmartcard } from "./cards/open-smartcard.ts";
export { PasscodeRefused } from "./cards/card-errors.ts";
export type { CertificatePurpose } from "../pki/index.ts";
export type { PasscodeBlock, SignatureAlgorithm, Smartcard } from "./cards/smartcard.ts";
export { readSeries8Layout, type Series8Layout } from "./cards/series8/series8-layout.ts";
export { decodeCertificateObject as decodePivCertificate } from "./cards/piv/piv-codec.ts";
export { withUnlockedCard, type CardUse, type UnlockedCard } from "./cards/unlocked-card.ts";
export { signatureAlgorithmOf } from "./cards/signature-algorithms.ts";
export { findCardReader, type CardChoice } from "./readers/find-card-reader.ts";
export type { PasscodeProblem, PasscodeRequest, PasscodeSource } from "./passcode/passcode-source.ts";
export {
  environmentPasscode,
  fixedPasscode,
  newPasscodeVariable,
  passcodeVariable,
  scriptedPasscodes,
} from "./passcode/fixed-passcode.ts";
export { terminalPasscode } from "./passcode/terminal-passcode.ts";
export { authenticate, type AuthenticateOptions } from "./sign-in/authenticate.ts";
export type { SignInNotice, SignInRole, SignInState, SignInUser } from "./sign-in/exchange.ts";
export { SignInSession, type SignInSessionOptions } from "./sign-in/sign-in-session.ts";
export { signIn, type SignInOptions, type SignInResult } from "./sign-in/sign-in.ts";
export { hashToSign, tokenFormat, type Assertion, type ClientIdentity } from "./sign-in/assertion.ts";
export { openPcscReaders } from "./readers/pcsc/open-pcsc-readers.ts";
export type { IdentityAgentSettings } from "./identity-agent/identity-agent.ts";
export { startLocalService, type LocalService, type LocalServiceOptions } from "./local-service/local-service.ts";
export type { DuringSignIn } from "./local-service/authentication.ts";
export type { PasscodeWindow, WindowView } from "./local-service/passcode-window/passcode-window.ts";
export { portServicePorts } from "../foundation/port-service-ports.ts";
export {
  inspectReader,
  inspectReaders,
  type InspectedCertificate,
  type InspectedReader,
  type UnreadablePart,
} from "./readers/inspect-reader.ts";
export type { ReaderTimeouts } from "./readers/reader-turn.ts";
export { changePasscode } from "./credentials/change-passcode.ts";
export { renew, type RenewalResult } from "./credentials/renew.ts";
export { requestSecurityCode, unlock, type UnlockOptions } from "./credentials/unlock.ts";
export type { AuthorityOptions, SentCode } from "./credentials/authority-client.ts";
export type { CredentialUse } from "./credentials/credential-use.ts";
export { openInBrowser } from "./local-service/open-in-browser.ts";
export { caFileVariable, configureNetwork } from "./network/configure-network.ts";
export { networkError } from "./network/network-error.ts";
export { examine, type DoctorOptions } from "./doctor/doctor.ts";
export type { Finding } from "./doctor/finding.ts";
