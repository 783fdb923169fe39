import "../foundation/needs-node.ts";
export type { AdoptedCard, AdoptedCards } from "../care-identity/adoption/adopted-cards.ts";
export type { AdoptionInput } from "../care-identity/adoption/adoption.ts";
export type { JournalEvent, JournalEntry } from "./journal/journal.ts";
export type { FaultSettingInput } from "./faults/faults.ts";
export { signingAlgorithms } from "./provider/signing-keys.ts";
export { anotherPerson, anotherRole } from "./faults/answer-faults.ts";
export { faultCatalogue, faultNames, type FaultName } from "./faults/catalogue.ts";
export { logoutFaults, logoutFaultNames, type LogoutFaultName } from "./logout/logout-faults.ts";
export type { LogoutAnswer } from "./logout/backchannel-logout.ts";
export { openStore } from "../store/open-store.ts";
export type { HeadlessSigner, NextSignIn } from "./sign-in/next-sign-in.ts";
export { Directory, type DirectoryUser, type HeldRole } from "../care-identity/directory/directory.ts";
export {
  loadPersonas,
  personaNamed,
  type Persona,
  type Personas,
  type Role,
  type User,
} from "../care-identity/directory/persona.ts";
export { listen, type Listener, type TlsIdentity } from "../foundation/listener.ts";
export { issuerAt, issuerPath, type Cis2Network } from "./networks/cis2-network.ts";
export {
  RegistrationAuthority,
  type RegisteredCard,
} from "../care-identity/registration-authority/registration-authority.ts";
export { RelyingParties } from "./relying-parties/registry.ts";
export {
  networkNames,
  parseRelyingParty,
  relyingPartySchema,
  clientAssertionAlgorithms,
  tokenEndpointAuthMethods,
  type NetworkName,
  type RelyingParty,
  type RelyingPartyInput,
} from "./relying-parties/relying-party.ts";
export { parseSettings, settingsSchema, type Settings, type SettingsInput } from "./settings/settings.ts";
export { assertionSchema, type Assertion } from "./sign-in/assertion.ts";
export type { AssertionCheck, ReceivedAssertion } from "./sign-in/received-assertion.ts";
export { assertionChecks } from "./sign-in/checks/index.ts";
export type { Notice, OfferedRole, SignInState, SignInStep } from "./sign-in/sign-in-state.ts";
export type { FakeCis2, FakeCis2Options, NetworkOptions } from "./options.ts";
export type { FakeCis2Services } from "./services.ts";
export { startFakeCis2 } from "./start.ts";
export { MemoryStore } from "../store/memory-store.ts";
export type { Store, StoredValue } from "../store/store.ts";
