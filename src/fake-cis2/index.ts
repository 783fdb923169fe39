export type { AdoptedCard, AdoptedCards } from "./adoption/adopted-cards.ts";
export type { AdoptionInput } from "./adoption/adoption.ts";
export type { ActivityEvent, JournalEntry } from "./control/activity.ts";
export { ControlClient, ControlError } from "./control/control-client.ts";
export type { ControlOptions } from "./control/control-service.ts";
export type { Desk } from "./control/controlled-environment.ts";
export { faultCatalogue, faultNames, type FaultName } from "./faults/catalogue.ts";
export { logoutFaults, logoutFaultNames, type LogoutFaultName } from "./logout/logout-faults.ts";
export type { LogoutAnswer } from "./logout/backchannel-logout.ts";
export { openStore } from "./store/open-store.ts";
export type { HeadlessSigner, NextSignIn } from "./sign-in/next-sign-in.ts";
export { Directory, type DirectoryUser, type HeldRole } from "./directory/directory.ts";
export { loadPersonas, personaNamed, type Persona, type Personas, type Role, type User } from "./directory/persona.ts";
export { listen, type Listener, type TlsIdentity } from "./networks/listener.ts";
export { issuerAt, issuerPath, type Zone } from "./networks/zone.ts";
export { RegistrationAuthority, type RegisteredCard } from "./registration-authority/registration-authority.ts";
export { RelyingParties } from "./relying-parties/registry.ts";
export {
  networkNames,
  parseRelyingParty,
  relyingPartySchema,
  type NetworkName,
  type RelyingParty,
  type RelyingPartyInput,
} from "./relying-parties/relying-party.ts";
export { parseSettings, settingsSchema, type Settings, type SettingsInput } from "./settings/settings.ts";
export { assertionTokenSchema, type AssertionToken } from "./sign-in/assertion-token.ts";
export type { Assertion, AssertionCheck } from "./sign-in/assertion.ts";
export { assertionChecks } from "./sign-in/checks/index.ts";
export type { Notice, OfferedRole, SignInState, SignInStep } from "./sign-in/sign-in-state.ts";
export type { FakeCis2, FakeCis2Options, NetworkOptions } from "./options.ts";
export type { FakeCis2Parts } from "./parts.ts";
export { portServicePorts, startFakeCis2 } from "./start.ts";
export { MemoryStore } from "./store/memory-store.ts";
export type { Store, StoredValue } from "./store/store.ts";
