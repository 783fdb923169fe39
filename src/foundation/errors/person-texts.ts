import type { ErrorCode } from "./catalogue.ts";

/** What a page tells the person at it, who is no developer. */
export interface PersonText {
  /** What happened, in one or two sentences; `{name}` is a detail of the error, a time is shown as a day. */
  readonly message: string;
  /** What to do next. */
  readonly next: string;
  /** Trying the same again can help. */
  readonly again?: true;
  /** The page goes on by itself as soon as a card is in the reader. */
  readonly waitsForCard?: true;
  /** The page of the card services that can help. */
  readonly cardService?: "unlock" | "renew" | "home";
}

const askSupport = "Contact your IT support, and show them the details below.";
const askRegistrationAuthority = "Contact your Registration Authority.";
const cannotRead: PersonText = {
  message: "Your smartcard could not be read.",
  next: "Take your smartcard out, wipe it and put it in again. If it happens again, contact your Registration Authority.",
  again: true,
};
const startAgain = "Go back to the system you want to use, and sign in again.";
const notSignedIn: PersonText = { message: "The sign-in did not work.", next: "Try again.", again: true };
const noSmartcardService: PersonText = { message: "Your computer cannot use smartcard readers.", next: askSupport };
const askAtDetails: PersonText = { message: "This page cannot do what was asked.", next: askSupport };

/** The person's text of each error that a page can show. The developer's is in the catalogue. */
export const personTexts: Partial<Record<ErrorCode, PersonText>> = {
  // The passcode
  PASSCODE_REFUSED: {
    message: "That passcode is not right.",
    next: "Enter your passcode again. Tries left before your smartcard locks: {triesLeft}.",
    again: true,
  },
  PASSCODE_LOCKED: {
    message: "Your smartcard is locked. A wrong passcode was entered too many times.",
    next: "Unlock your smartcard, or contact your Registration Authority.",
    cardService: "unlock",
  },
  PASSCODE_FORMAT: {
    message: "A passcode has 6 to 8 digits.",
    next: "Enter your passcode again.",
    again: true,
  },
  PASSCODE_CANCELLED: {
    message: "You did not enter your passcode.",
    next: "Try again if you want to go on.",
    again: true,
  },
  PASSCODE_UNAVAILABLE: { message: "Nothing on this computer can ask for your passcode.", next: askSupport },
  PASSCODE_MISMATCH: {
    message: "The two new passcodes are not the same.",
    next: "Enter the new passcode again.",
    again: true,
  },
  PASSCODE_WINDOWS_OPEN: {
    message: "Too many passcode windows are open.",
    next: "Close the other passcode windows, then try again.",
    again: true,
  },
  PASSCODE_NOT_ASKED: askAtDetails,
  // The reader and the card
  READER_NONE: {
    message: "There is no smartcard reader.",
    next: "Plug in your smartcard reader and put your smartcard in.",
    waitsForCard: true,
  },
  READER_UNKNOWN: { message: "The smartcard reader that was set up is not there.", next: askSupport, again: true },
  CARD_ABSENT: {
    message: "There is no smartcard in the reader.",
    next: "Put your smartcard in.",
    waitsForCard: true,
  },
  CARD_SEVERAL: {
    message: "More than one smartcard is in your readers.",
    next: "Leave only your own smartcard in, then try again.",
    again: true,
  },
  CARD_REMOVED: {
    message: "Your smartcard was taken out.",
    next: "Put your smartcard in again.",
    waitsForCard: true,
  },
  CARD_RESET: {
    message: "Another program used your smartcard at the same time.",
    next: "Try again.",
    again: true,
  },
  CARD_UNRESPONSIVE: {
    message: "Your smartcard does not answer.",
    next: "Check that it is the right way round. Take it out, wipe it, put it in again, then try again.",
    again: true,
  },
  CARD_IN_USE: {
    message: "Another program is using your smartcard.",
    next: "Close the other program, then try again.",
    again: true,
  },
  READER_BUSY: {
    message: "Your smartcard is busy.",
    next: "Wait a moment, then try again. If it happens again, unplug the reader and plug it in again.",
    again: true,
  },
  READER_REMOVED: {
    message: "Your smartcard reader was unplugged.",
    next: "Plug your reader in and put your smartcard in.",
    waitsForCard: true,
  },
  PCSC_SERVICE_FAILED: noSmartcardService,
  READER_FAILED: {
    message: "Your smartcard reader does not work.",
    next: "Unplug the reader and plug it in again, then try again.",
    again: true,
  },
  PCSC_LIBRARY_MISSING: noSmartcardService,
  NATIVE_MODULE_MISSING: noSmartcardService,
  PCSC_SERVICE_STOPPED: { ...noSmartcardService, again: true },
  PCSC_SOCKET_UNANSWERED: { ...noSmartcardService, again: true },
  PCSC_ACCESS_DENIED: noSmartcardService,
  CARD_UNRECOGNISED: {
    message: "This is not an NHS smartcard, or not one that can be used here.",
    next: "Put in your NHS smartcard, then try again.",
    again: true,
  },
  CARD_WITHOUT_CERTIFICATE: {
    message: "Your smartcard is not ready to be used.",
    next: askRegistrationAuthority,
  },
  CARD_ANSWER_UNEXPECTED: cannotRead,
  CARD_ANSWER_MALFORMED: cannotRead,
  // The network
  CIS2_UNREACHABLE: {
    message: "CIS2 cannot be reached from this computer.",
    next: "Check your connection, then try again.",
    again: true,
  },
  CIS2_TIMEOUT: { message: "CIS2 took too long to answer.", next: "Try again.", again: true },
  CIS2_UNTRUSTED: { message: "The connection to CIS2 is not secure.", next: askSupport },
  CIS2_ANSWER_UNEXPECTED: { message: "CIS2 did not answer as it should.", next: "Try again later.", again: true },
  NETWORK_NOT_ALLOWED: {
    message: "You cannot use {relyingParty} over this network.",
    next: "Connect to the network of your organisation, such as the HSCN, and sign in again.",
  },
  // The client on the person's computer
  ORIGIN_REFUSED: { message: "This site may not use your smartcard.", next: askSupport },
  LOCAL_SERVICE_UNREACHABLE: {
    message: "The smartcard software on this computer does not answer.",
    next: "Start it, then try again. If your browser asks, allow this site to reach apps on this device.",
    again: true,
  },
  // The checks of the sign-in
  ASSERTION_MALFORMED: { ...notSignedIn, next: askSupport },
  CHALLENGE_UNKNOWN: notSignedIn,
  CHALLENGE_USED: notSignedIn,
  CHALLENGE_EXPIRED: {
    message: "Entering your passcode took too long.",
    next: "Try again, and enter your passcode within five minutes.",
    again: true,
  },
  ORIGIN_MISMATCH: {
    message: "Your smartcard was used for another site.",
    next: "Check the address of the site, then sign in again from the system you want to use.",
  },
  CERTIFICATE_MALFORMED: { message: "Your smartcard is damaged.", next: askRegistrationAuthority },
  ALGORITHM_NOT_ALLOWED: { message: "Your smartcard is of a kind that cannot be used.", next: askSupport },
  SIGNATURE_INVALID: {
    message: "Your smartcard could not be checked.",
    next: "Try again. If it happens again, contact your Registration Authority.",
    again: true,
  },
  CERTIFICATE_UNTRUSTED: {
    message: "Your smartcard is not one that can be used here.",
    next: "Use the smartcard that you were given for this system, then try again.",
    again: true,
  },
  AUTHORITY_OUT_OF_TIME: askAtDetails,
  CERTIFICATE_TIME_UNWRITABLE: askAtDetails,
  CERTIFICATE_PURPOSE: { message: "Your smartcard is not set up for signing in.", next: askRegistrationAuthority },
  CERTIFICATE_NOT_YET_VALID: {
    message: "Your smartcard's certificate cannot be used before {notBefore}.",
    next: "Use your smartcard from that day. If you need it sooner, contact your Registration Authority.",
  },
  CERTIFICATE_EXPIRED: {
    message: "Your smartcard's certificate ran out on {notAfter}.",
    next: askRegistrationAuthority,
  },
  CERTIFICATE_REVOKED: {
    message: "Your smartcard's certificate is no longer valid: it was revoked.",
    next: askRegistrationAuthority,
  },
  USER_UNKNOWN: { message: "You are not registered with CIS2.", next: askRegistrationAuthority },
  USER_INACTIVE: { message: "Your CIS2 profile is closed.", next: askRegistrationAuthority },
  CARD_CANCELLED: {
    message: "Your smartcard has been cancelled.",
    next: "Use your new smartcard if you have one. If not, contact your Registration Authority.",
    again: true,
  },
  CLIENT_RETIRED: {
    message: "The smartcard software on this computer is too old.",
    next: "Ask your IT support for Smartcard Connect.",
  },
  CARD_SUSPENDED: { message: "Your smartcard is suspended.", next: askRegistrationAuthority },
  // The life of a card
  CARD_UNKNOWN: { message: "Your smartcard is not registered.", next: askRegistrationAuthority },
  CARD_HELD: askAtDetails,
  CARD_STATE: { message: "Your smartcard cannot be used for this now.", next: askRegistrationAuthority },
  UNLOCK_MESSAGE_NONE: askAtDetails,
  RENEWAL_TOO_EARLY: {
    message: "You can renew your smartcard from {from}.",
    next: "Come back on that day. Until then you can use your smartcard as it is.",
  },
  RENEWAL_NOT_POSSIBLE: {
    message: "You cannot renew this smartcard yourself.",
    next: askRegistrationAuthority,
  },
  UNLOCK_CODE_REFUSED: {
    message: "That security code is not right.",
    next: "Check the last message, or have another code sent to you. Tries left: {triesLeft}.",
    again: true,
  },
  UNLOCK_CODE_EXPIRED: {
    message: "That security code has run out.",
    next: "Have another code sent to you.",
    again: true,
  },
  UNLOCK_EMAIL_UNUSABLE: {
    message: "CIS2 cannot send you a security code. It has no email address for you that works.",
    next: askRegistrationAuthority,
  },
  CARD_NOT_GENUINE: {
    message: "Your smartcard could not be recognised.",
    next: "Check that your own smartcard is in the reader. If it is, contact your Registration Authority.",
    again: true,
  },
  CARD_SESSION_ENDED: {
    message: "This took too long, or was started again somewhere else.",
    next: "Start again. Your smartcard has not been changed.",
    again: true,
  },
  COMMAND_NOT_RELAYED: {
    message: "This site asked for something that it may not do with your smartcard.",
    next: askSupport,
  },
  SIGN_IN_UNKNOWN: {
    message: "This sign-in has ended. It was finished or cancelled, took too long, or was begun in another browser.",
    next: startAgain,
  },
  SIGN_IN_STEP: {
    message: "This page is out of date.",
    next: "Go back to the sign-in.",
    again: true,
  },
  SIGN_IN_FORGED: {
    message: "What you sent did not come from the sign-in page.",
    next: "Go back to the sign-in, and try again.",
    again: true,
  },
  AUTHENTICATOR_NOT_OFFERED: {
    message: "You cannot sign in to this system in that way.",
    next: "Go back to the sign-in, and choose another way.",
    again: true,
  },
  WITHOUT_CARD_OFF: {
    message: "You cannot sign in here without a smartcard.",
    next: "Go back to the sign-in, and choose Smartcard.",
    again: true,
  },
  SIGN_IN_REFUSED: { message: "CIS2 did not sign you in.", next: startAgain, again: true },
  ROLE_NOT_HELD: { message: "You do not have that role.", next: "Choose one of your roles.", again: true },
  ROLE_NEEDED: { message: "You have to choose a role.", next: "Choose one of your roles.", again: true },
  CARD_NOT_ADOPTABLE: askAtDetails,
  // The service
  REQUEST_MALFORMED: { message: "This page did not understand what was sent to it.", next: startAgain },
  PAGE_UNKNOWN: {
    message: "There is no page at this address.",
    next: "Check the address, or start again from the system you want to use.",
  },
  HOST_UNKNOWN: { message: "There is no page at this address.", next: askSupport },
  SERVICE_FAILED: {
    message: "Something went wrong here. It is not your fault.",
    next: "Try again. If it happens again, contact your IT support, and show them the details below.",
    again: true,
  },
  STORE_UNREACHABLE: {
    message: "CIS2 is not working at the moment.",
    next: "Try again later.",
    again: true,
  },
  PERSONA_UNKNOWN: askAtDetails,
  CARD_PROFILE_UNKNOWN: askAtDetails,
  CONFIGURATION_INVALID: askAtDetails,
  FILE_FAILED: askAtDetails,
};
