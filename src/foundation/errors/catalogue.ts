/** Who has to act on an error. */
export type ResponsibleParty = "person" | "card" | "reader" | "network" | "cis2" | "relying-party" | "operator";

export interface ErrorEntry {
  readonly responsible: ResponsibleParty;
  /** One sentence; `{name}` stands for a detail the error carries. */
  readonly message: string;
  readonly cause: string;
  readonly cure: string;
  /** The documented NHS code or text for the same condition, if there is one. */
  readonly nhs?: string;
}

/**
 * Every error a user of the testkit can meet. Codes are stable: they are never renamed and never reused.
 * The page docs/reference/errors.md is generated from this table.
 */
export const catalogue = {
  // Passcode
  PASSCODE_REFUSED: {
    responsible: "person",
    message: "The card refused the passcode; tries left: {triesLeft}.",
    cause: "The entered passcode is not the card's passcode.",
    cure: "Enter the right passcode. If no try is left, the card is locked and must be unlocked.",
  },
  PASSCODE_LOCKED: {
    responsible: "person",
    message: "The card is locked.",
    cause: "The passcode was entered wrongly too often.",
    cure: "If the card's certificates are still valid, unlock the card by self-service. If not, ask the registration authority to unlock it.",
    nhs: "Your Smartcard is blocked",
  },
  PASSCODE_FORMAT: {
    responsible: "person",
    message: "The passcode has the wrong format; expected: {expected}.",
    cause: "The card cannot have a passcode of this form, so the client did not send it to the card.",
    cure: "Enter a passcode of the expected format.",
  },
  PASSCODE_CANCELLED: {
    responsible: "person",
    message: "No passcode was given.",
    cause: "The person cancelled the passcode window, or the program that should give the passcode gave none.",
    cure: "Start the sign-in again and enter the passcode.",
  },
  PASSCODE_UNAVAILABLE: {
    responsible: "operator",
    message: "A passcode is needed, and there is no terminal to ask for it.",
    cause:
      "The command runs without a terminal, for example in a pipeline. No environment variable gives the passcode.",
    cure: "Set CIS2_TESTKIT_PASSCODE to the passcode. If the command sets a new passcode, set CIS2_TESTKIT_NEW_PASSCODE to that. Or run the command at a terminal.",
  },
  PASSCODE_MISMATCH: {
    responsible: "person",
    message: "The two new passcodes are not the same.",
    cause: "The person entered the new passcode twice, and mistyped it once.",
    cure: "Enter the new passcode again, both times the same.",
  },
  PASSCODE_WINDOWS_OPEN: {
    responsible: "relying-party",
    message: "Too many passcode windows are open, so the client opens no more for {origin}.",
    cause: "Pages asked for the passcode again and again, and the person has answered none of the windows.",
    cure: "Answer or cancel the open windows. Change the page: it must ask once, and then wait for the answer.",
  },
  PASSCODE_NOT_ASKED: {
    responsible: "operator",
    message: "Nothing asked for a passcode within {seconds} seconds.",
    cause:
      "The test waits to enter a passcode, but no page has asked the client for the card. The page may show an error.",
    cure: "In the test, first put a card into the reader and choose Smartcard on the page. If the error remains, look at what the page shows.",
  },
  // Reader and card
  READER_NONE: {
    responsible: "reader",
    message: "There is no smartcard reader.",
    cause: "No reader is attached, or its driver is missing.",
    cure: "Attach a reader, and try again.",
    nhs: "There is no Smartcard reader available",
  },
  READER_UNKNOWN: {
    responsible: "operator",
    message: 'There is no reader called "{reader}"; there are: {known}.',
    cause: "The reader's name was mistyped, or the reader is not attached.",
    cure: "Use one of the listed names.",
  },
  CARD_ABSENT: {
    responsible: "card",
    message: "There is no card in the reader.",
    cause: "No smartcard is inserted, or it is not pushed in far enough.",
    cure: "Insert the smartcard and try again.",
    nhs: "ERR1002",
  },
  CARD_SEVERAL: {
    responsible: "card",
    message: "More than one smartcard is inserted: {readers}.",
    cause: "Two or more readers hold a card, and the client does not guess which card to use.",
    cure: "Leave only one smartcard inserted, or name the reader.",
    nhs: "ERR1002",
  },
  CARD_REMOVED: {
    responsible: "card",
    message: "The card was removed.",
    cause: "The card left the reader while it was in use.",
    cure: "Insert the card again and repeat the sign-in.",
  },
  CARD_RESET: {
    responsible: "card",
    message: "The card was reset by another program.",
    cause:
      "Another program reset the card while the client used it. The card then forgot that the passcode was verified.",
    cure: "Repeat the sign-in. If it happens again, close the other programs that use the card.",
  },
  CARD_UNRESPONSIVE: {
    responsible: "card",
    message: "The card does not answer.",
    cause:
      "The card is dirty or damaged, is inserted the wrong way round, or is not a smartcard. Or a command took too long.",
    cure: "Take the card out, wipe its contacts and insert it again. If it still does not answer, try another reader.",
  },
  CARD_IN_USE: {
    responsible: "reader",
    message: 'Another program has the card in "{reader}" for its exclusive use.',
    cause:
      "The other program opened the card so that no other program can use it. For example, GnuPG's scdaemon and card management tools do this.",
    cure: "Close the other program, or take the card out and insert it again.",
  },
  READER_BUSY: {
    responsible: "reader",
    message: 'The card in "{reader}" could not be read: it was in use, or gave no answer, for {seconds} seconds.',
    cause: "Another program is using the card, or the card or its reader hangs.",
    cure: "Try again. If the card still cannot be read, close other programs that use it. Or unplug the reader and plug it in again.",
  },
  READER_REMOVED: {
    responsible: "reader",
    message: 'The reader "{reader}" is no longer there.',
    cause: "The reader was unplugged, or its driver stopped.",
    cure: "Plug the reader in again and repeat the sign-in.",
  },
  READER_FAILED: {
    responsible: "reader",
    message: 'The reader "{reader}" failed: {call} returned {code}.',
    cause: "The reader, its driver or the smartcard service is at fault.",
    cure: "Unplug the reader and plug it in again. If it happens again, restart the smartcard service.",
  },
  PCSC_SERVICE_FAILED: {
    responsible: "reader",
    message: "The smartcard service of this computer failed: {call} returned {code}.",
    cause:
      "The service has a fault, or the library that calls the service has a fault. Or there is no smartcard service at all, as under Wine.",
    cure: "Restart the smartcard service, or the computer.",
  },
  PCSC_LIBRARY_MISSING: {
    responsible: "reader",
    message: "The smartcard (PC/SC) library {library} is not installed.",
    cause: "Linux systems do not install this library by default.",
    cure: "Install PC/SC. On Debian and Ubuntu, these are the packages libpcsclite1 and pcscd.",
  },
  NATIVE_MODULE_MISSING: {
    responsible: "reader",
    message: "This installation cannot call the smartcard (PC/SC) library: {reason}.",
    cause:
      "The native part of the package koffi is missing from the installation. Or koffi has no native part for this system.",
    cure: "Run `npm install` without `--omit=optional`. Run it on the same system and processor on which you use the testkit.",
  },
  PCSC_SERVICE_STOPPED: {
    responsible: "reader",
    message: "The smartcard (PC/SC) service is not running.",
    cause:
      "The service was stopped, or was never started. On Windows the service also stops if the last reader is removed.",
    cure: "On Linux, run `systemctl start pcscd.socket`. On Windows, attach a reader, and start the service `SCardSvr`.",
  },
  PCSC_SOCKET_UNANSWERED: {
    responsible: "operator",
    message: 'No smartcard (PC/SC) service answers at "{path}", the value of PCSCLITE_CSOCK_NAME.',
    cause:
      "The service has ended, it belongs to another user, or the path is wrong. While this variable is set, programs use no other service.",
    cure: "Set the variable to the value that `cis2-testkit pcsc` or `serve --pcsc` prints. To use the machine's own service, unset the variable.",
  },
  PCSC_ACCESS_DENIED: {
    responsible: "operator",
    message: "The smartcard (PC/SC) service refuses to let this user in.",
    cause:
      "On Linux, polkit decides who may use readers. It allows only users who are signed in at the machine's own screen.",
    cure: "In a polkit rule, allow this user the actions `org.debian.pcsc-lite.access_pcsc` and `org.debian.pcsc-lite.access_card`. Without polkit, as in a container, pcscd 2.3 and newer (Debian 13) refuses all users. In that case, start it as `pcscd --foreground --disable-polkit`.",
  },
  PCSC_SERVICE_UNSUPPORTED: {
    responsible: "operator",
    message: "This command cannot give virtual readers to programs on {system}.",
    cause: "The command replaces the PC/SC service that libpcsclite calls. Only Linux programs use libpcsclite.",
    cure: "Run it on Linux, or in a Linux container.",
  },
  PCSC_SOCKET_FAILED: {
    responsible: "operator",
    message: 'The testkit cannot make the socket of its PC/SC service in "{folder}".',
    cause: "The folder does not exist, this user may not write to it, or the folder's name is too long.",
    cure: "Set TMPDIR to a folder with a short name in which this user may write.",
  },
  PROGRAM_NOT_STARTED: {
    responsible: "operator",
    message: 'The program "{program}" cannot be started: {reason}.',
    cause: "There is no program of that name in PATH, or this user may not run it.",
    cure: "Check the name and the path of the program after `--`.",
  },
  VIRTUAL_READERS_MISSING: {
    responsible: "reader",
    message: "The smartcard (PC/SC) service has no virtual readers; its readers: {known}.",
    cause:
      "The driver for virtual readers (vsmartcard's vpcd) is not installed, or the service has not been restarted.",
    cure: "Install vpcd (on Debian the package vsmartcard-vpcd) and restart the service.",
  },
  CARD_UNRECOGNISED: {
    responsible: "card",
    message:
      "The card is neither a series 8 card nor a series 9 (PIV) card; its answer to reset (ATR): {atr}; its answers to SELECT: {answers}.",
    cause: "The client knows none of the card's applications.",
    cure: "Use a series 8 or series 9 smartcard.",
  },
  CARD_WITHOUT_CERTIFICATE: {
    responsible: "card",
    message: "The card has no {purpose} certificate.",
    cause: "The card is blank, or the registration authority did not finish issuing it.",
    cure: "Ask the registration authority to issue the card.",
    nhs: "No certificate was found to perform authentication",
  },
  CARD_ANSWER_UNEXPECTED: {
    responsible: "card",
    message: "The card answered {statusWord} to {command}.",
    cause: "The card refused a command, or does not follow its specification.",
    cure: "Repeat the sign-in. If it happens again, record a trace with `cis2-testkit record`. Compare the trace with the card's specification.",
  },
  CARD_ANSWER_MALFORMED: {
    responsible: "card",
    message: "The card's answer to {command} cannot be read: {reason}.",
    cause: "The card is faulty or does not follow its specification.",
    cure: "Repeat the sign-in. If it happens again, replace the card.",
  },
  // Network between client and CIS2
  CIS2_UNREACHABLE: {
    responsible: "network",
    message: "CIS2 cannot be reached at {url}.",
    cause: "The host is blocked or down, or the client is in another network.",
    cure: "Check the address, and check whether this network can reach it.",
    nhs: "ERR1002",
  },
  CIS2_TIMEOUT: {
    responsible: "network",
    message: "CIS2 did not answer in time at {url}.",
    cause: "The service is overloaded or hangs, or a firewall drops its answers.",
    cure: "Try again. If it happens again, check the network.",
  },
  CIS2_UNTRUSTED: {
    responsible: "network",
    message: "The TLS certificate of {url} is not trusted: {reason}.",
    cause:
      "The certificate was signed by a proxy that inspects traffic, or by a private certification authority. Or the certificate belongs to another host.",
    cure: "Set CIS2_TESTKIT_CA_FILE to the certification authority's certificate file, or correct the address.",
  },
  CIS2_ANSWER_UNEXPECTED: {
    responsible: "cis2",
    message: "CIS2 answered {status} at {url}: {reason}.",
    cause: "The service has a fault, or a proxy on the way changed its answer.",
    cure: "Repeat the sign-in. If it happens again, look at the service's own log.",
  },
  NETWORK_NOT_ALLOWED: {
    responsible: "network",
    message: 'A person cannot sign in to the system "{relyingParty}" over the {network} network, only over {allowed}.',
    cause: "The system is available only over another network, such as the HSCN.",
    cure: "Connect to a network over which the system is available.",
  },
  // The local service on the person's computer
  ORIGIN_REFUSED: {
    responsible: "operator",
    message: 'The client\'s local service does not answer pages of "{origin}".',
    cause: "The site is not on the list of origins that may use the smartcard.",
    cure: "If the pages of this origin may use smartcards, add the origin to the list.",
    nhs: "blocked by CORS policy",
  },
  LOCAL_SERVICE_UNREACHABLE: {
    responsible: "operator",
    message: "The smartcard software on this computer does not answer.",
    cause: "The software is not running, or the browser did not allow the page to reach it.",
    cure: "Start `cis2-testkit client`. If the browser asks, allow the site to reach apps on this device. Then try again.",
    nhs: "400_645; All promises were rejected",
  },
  // The assertion CIS2 is given, in the order it is checked
  ASSERTION_MALFORMED: {
    responsible: "cis2",
    message: "The assertion cannot be read: {reason}.",
    cause: "A field is missing, is unknown, or has the wrong form.",
    cure: "Send the assertion in the form that docs/sign-in-exchange.md describes.",
  },
  CHALLENGE_UNKNOWN: {
    responsible: "cis2",
    message: "The assertion answers a challenge that CIS2 did not issue for this sign-in.",
    cause: "The client invented the challenge, or the challenge belongs to another sign-in.",
    cure: "Ask for a challenge in this sign-in, and sign that challenge.",
  },
  CHALLENGE_USED: {
    responsible: "cis2",
    message: "The challenge has been answered already.",
    cause: "The assertion was sent twice, or was copied from an earlier attempt.",
    cure: "Ask for a new challenge.",
  },
  CHALLENGE_EXPIRED: {
    responsible: "person",
    message: "The challenge has expired.",
    cause: "Too much time passed between the challenge and the signature.",
    cure: "Ask for a new challenge, and enter the passcode within five minutes.",
  },
  ORIGIN_MISMATCH: {
    responsible: "cis2",
    message: "The assertion was made for {origin}, not for this service.",
    cause:
      "The card signed the challenge for another site. This happens if a page of that site copies a challenge from CIS2.",
    cure: "Sign in from CIS2's own page.",
  },
  CERTIFICATE_MALFORMED: {
    responsible: "card",
    message: "The certificate in the assertion cannot be read.",
    cause: "The card's certificate is damaged.",
    cure: "Ask the registration authority to renew the card.",
  },
  ALGORITHM_NOT_ALLOWED: {
    responsible: "cis2",
    message: "The algorithm {algorithm} does not fit the certificate's key.",
    cause: "The assertion names an algorithm that the certificate's key cannot use.",
    cure: "Use RS256 for RSA keys and ES256 for P-256 keys.",
  },
  SIGNATURE_INVALID: {
    responsible: "cis2",
    message: "The signature of the assertion is not valid.",
    cause: "Another key made the signature, or the signature is for another origin or another challenge.",
    cure: "Sign the challenge again. If CIS2 refuses it again, the card may be faulty. Or something on the way changed the request.",
  },
  CERTIFICATE_UNTRUSTED: {
    responsible: "card",
    message: "The certificate is not from a certification authority that this environment trusts.",
    cause: "The card belongs to another CIS2 environment, or its certificate is a forgery.",
    cure: "Use a card that was issued for this environment. Or adopt the card, so that the fake CIS2 trusts it: `cis2-testkit adopt`.",
  },
  AUTHORITY_OUT_OF_TIME: {
    responsible: "operator",
    message: "On {now} the certification authority's own certificate is not valid; it is valid from {from} to {until}.",
    cause: "The clock of the fake CIS2 is at a time at which the certification authority's certificate is not valid.",
    cure: "Set the clock to a time in that range with `PUT /clock` of the control API, or reset the fake CIS2.",
  },
  CERTIFICATE_TIME_UNWRITABLE: {
    responsible: "operator",
    message: "The testkit cannot make a certificate that is valid from {from} to {until}.",
    cause:
      "The times in a certificate are between the years 1950 and 9999 (RFC 5280). The clock of the fake CIS2, or the persona, asks for another time.",
    cure: "Set the clock to a time between those years, or correct the persona.",
  },
  CERTIFICATE_PURPOSE: {
    responsible: "card",
    message: "The certificate is not an authentication certificate.",
    cause: "The card signed with a key that has another purpose, such as the signing key.",
    cure: "Sign with the key of the card's authentication certificate.",
  },
  CERTIFICATE_NOT_YET_VALID: {
    responsible: "card",
    message: "The certificate is not valid before {notBefore}.",
    cause: "The card's certificate starts in the future, or a clock is wrong.",
    cure: "Check the clocks. Use the card when its certificate is valid.",
  },
  CERTIFICATE_EXPIRED: {
    responsible: "card",
    message: "The certificate expired at {notAfter}.",
    cause:
      "The certificates of a smartcard are valid for three years. The certificates of this card were not renewed in time.",
    cure: "Ask the registration authority to renew the card in person.",
    nhs: "The user credentials presented are not valid",
  },
  CERTIFICATE_REVOKED: {
    responsible: "card",
    message: "The certificate has been revoked.",
    cause: "The registration authority revoked it.",
    cure: "Ask the registration authority for a new card or certificate.",
  },
  USER_UNKNOWN: {
    responsible: "person",
    message: "No user is registered for the certificate's subject {userId}.",
    cause: "The certificate names a user who is not in the directory.",
    cure: "Ask the registration authority to register the user.",
  },
  USER_INACTIVE: {
    responsible: "person",
    message: "The user {userId} is not active.",
    cause: "The user's profile is closed, for example because the person has left.",
    cure: "Ask the registration authority to reopen the profile.",
    nhs: "ERR1002",
  },
  CARD_CANCELLED: {
    responsible: "card",
    message: "The card {serial} has been cancelled.",
    cause: "The registration authority cancelled the card, for example because the person reported it lost.",
    cure: "Use the card that replaced this card, or ask the registration authority for a new card.",
  },
  CLIENT_RETIRED: {
    responsible: "operator",
    message: "The Identity Agent has not been accepted since {since}.",
    cause:
      "Smartcard Connect has replaced the Identity Agent. The NHS retires the CIS1 authentication software in February 2027.",
    cure: "Remove the Identity Agent and install Smartcard Connect.",
  },
  // The rest of the sign-in
  CARD_SUSPENDED: {
    responsible: "person",
    message: "The card {serial} is suspended.",
    cause: "The registration authority suspended the card for a time.",
    cure: "Ask the registration authority why it suspended the card. It can also resume the card.",
  },
  // The life of a card
  CARD_UNKNOWN: {
    responsible: "person",
    message: "The registration authority does not know the card {card}.",
    cause: "The card was issued elsewhere, or for another instance of the fake CIS2.",
    cure: "Register the card, or use a card that this registration authority issued.",
  },
  CARD_HELD: {
    responsible: "operator",
    message: "The person {userId} has an active card already: {serial}.",
    cause: "A person can have only one active card.",
    cure: "Cancel the other card first.",
  },
  CARD_STATE: {
    responsible: "operator",
    message: "The card {serial} is {state}; it must be {needed}.",
    cause:
      "Only an active card can be suspended. Only a suspended card can be resumed. A cancelled card stays cancelled, and cannot be registered again.",
    cure: "Look up the card's state. If the card is cancelled, issue another card.",
  },
  UNLOCK_MESSAGE_NONE: {
    responsible: "operator",
    message: "The fake CIS2 has sent no security code to unlock the card {card}.",
    cause: "Nobody has asked to unlock this card since the fake CIS2 started or was reset.",
    cure: "Ask for a security code for the card, then look again.",
  },
  RENEWAL_TOO_EARLY: {
    responsible: "person",
    message: "The card cannot be renewed before {from}.",
    cause:
      "A person can renew a card only in the last days before its certificates expire. By default these are the last 90 days.",
    cure: "Renew the card on that day or later. Until then the card works without renewal.",
  },
  RENEWAL_NOT_POSSIBLE: {
    responsible: "card",
    message: "The card cannot renew itself: {reason}.",
    cause: "The card lacks something that self-renewal needs. The card still works as before.",
    cure: "Ask the registration authority to renew the card in person.",
  },
  UNLOCK_CODE_REFUSED: {
    responsible: "person",
    message: "The security code is not right; tries left: {triesLeft}.",
    cause: "The entered code is not the code that was sent for this card.",
    cure: "Enter the code from the latest message. If no try is left, ask for a new code.",
  },
  UNLOCK_CODE_EXPIRED: {
    responsible: "person",
    message: "The security code has expired.",
    cause: "A code can be used once, within 15 minutes.",
    cure: "Ask for a new code.",
  },
  UNLOCK_EMAIL_UNUSABLE: {
    responsible: "person",
    message: "A security code cannot be sent: {reason}.",
    cause: "The code is sent to an e-mail address of an allowed domain, and the person's record has no such address.",
    cure: "Ask the registration authority to unlock the card in person, or to enter an address into the record.",
  },
  CARD_NOT_GENUINE: {
    responsible: "card",
    message: "The card could not prove that it is the registered card.",
    cause: "The card does not hold the administration key that the registration authority has for it.",
    cure: "Check that the right card is in the reader. If it is, ask the registration authority to look at the card.",
  },
  CARD_SESSION_ENDED: {
    responsible: "cis2",
    message: "The registration authority's session with the card has ended.",
    cause:
      "The session was idle too long, another session began with the same card, or the service was restarted. If the service has several instances, the answer may have gone to the wrong instance.",
    cure: "Start again: the card still works. If there is a load balancer, make the load balancer send each client to the same instance every time.",
  },
  COMMAND_NOT_RELAYED: {
    responsible: "cis2",
    message: "The registration authority asked for a command that the client does not pass on to cards: {command}.",
    cause:
      "The client passes on only commands that administer a card. It passes on no command that uses the person's passcode or keys.",
    cure: "Check the address of the site at which you renew or unlock the card.",
  },
  SIGN_IN_UNKNOWN: {
    responsible: "person",
    message: "This sign-in does not exist or has ended.",
    cause: "The sign-in was finished, took too long, or was started in another browser.",
    cure: "Go back to the system that you want to use, and sign in again.",
  },
  SIGN_IN_NOT_KEPT: {
    responsible: "operator",
    message: "The fake CIS2 has no record of the sign-in {id}.",
    cause: "There was no such sign-in, a reset removed its record, or records of newer sign-ins replaced it.",
    cure: "Look at the list of sign-ins, and open one of them.",
  },
  SIGN_IN_STEP: {
    responsible: "cis2",
    message: "The sign-in is not at the step {step}.",
    cause: "The browser or the client left out a step, or repeated one.",
    cure: "Follow the page, or follow the steps in docs/sign-in-exchange.md in their order.",
  },
  AUTHENTICATOR_NOT_OFFERED: {
    responsible: "relying-party",
    message: "CIS2 does not offer the authenticator {authenticator} for {asked}; it offers: {offered}.",
    cause: "The system's acr_values ask for another authenticator, or for a higher level than this authenticator has.",
    cure: "Sign in with an authenticator that is offered. If AAL2 is enough for the system, make the system ask for AAL2_OR_AAL3_ANY.",
  },
  WITHOUT_CARD_OFF: {
    responsible: "operator",
    message: "Sign-in without a card is turned off.",
    cause: "Sign-in without a card is only for tests, so it is off by default.",
    cure: "Turn it on with PUT /sign-in-without-card of the control API, with `serve --without-card`, or with the setting signInWithoutCard.",
  },
  SIGN_IN_FORGED: {
    responsible: "person",
    message: "The request does not come from the sign-in page.",
    cause: "The form's token is missing or wrong, or another site sent the request.",
    cure: "Go back to the sign-in page, reload it, and try again.",
  },
  REQUEST_MALFORMED: {
    responsible: "cis2",
    message: "The request cannot be read: {reason}.",
    cause: "The body does not fit its content type, or a field is missing or has the wrong form.",
    cure: "Send the request as the documentation of this API describes it.",
  },
  PAGE_UNKNOWN: {
    responsible: "person",
    message: "There is no page at {path}.",
    cause: "The address was mistyped, or the page has moved.",
    cure: "Check the address, or start from the system that you want to use.",
  },
  HOST_UNKNOWN: {
    responsible: "operator",
    message: 'This service does not answer requests for the host "{host}"; its address is {origin}.',
    cause: "The request names another host. This happens behind a proxy that the service does not know.",
    cure: "Use the address in the message, or set the service's public address, such as with `serve --public-url`.",
  },
  SERVICE_FAILED: {
    responsible: "cis2",
    message: "Something went wrong in the service.",
    cause: "There is a fault in the testkit, or in the store that has its records.",
    cure: "Look into the service's log. If the answer has a reference, search the log for that reference.",
  },
  SIGN_IN_REFUSED: {
    responsible: "relying-party",
    message: "The sign-in ended with {error}: {description}.",
    cause: "CIS2 sent the browser back to the relying party with an error.",
    cure: "Look up this OAuth error. It says whether the request was wrong, or whether the person ended the sign-in.",
  },
  ROLE_NOT_HELD: {
    responsible: "person",
    message: 'The user does not have the role "{role}"; the user\'s roles: {known}.',
    cause: "The selected role is not one of the user's roles.",
    cure: "Choose one of the listed roles. Pass its id to `login --role`.",
  },
  ROLE_NEEDED: {
    responsible: "person",
    message: "The user must choose a role; the user's roles: {known}.",
    cause: "The user has several roles, the system asks for a role, and no role was selected.",
    cure: "Choose one of the listed roles. Pass its id to `login --role` or to `client --identity-agent --role`.",
  },
  // Real cards
  CARD_NOT_ADOPTABLE: {
    responsible: "card",
    message: "The card cannot be adopted: {reason}.",
    cause: "The card's certificates cannot be read. Or they do not come from a certification authority that you named.",
    cure: "Look at the card with `cis2-testkit readers`. Name the certification authority that issued its certificates, or name no certification authority.",
  },
  REAL_CARD_NOT_NAMED: {
    responsible: "operator",
    message: "The testkit uses a real card only if you name its reader and its serial; missing: {missing}.",
    cause: "A run can lock a real card. So you must say exactly which card the run may use.",
    cure: "Use --reader and --card-serial. `cis2-testkit readers` shows both values.",
  },
  REAL_CARD_OTHER: {
    responsible: "operator",
    message: "The card in the reader has the serial {found}, not {named}.",
    cause: "The card in the reader is not the card that this run may use.",
    cure: "Insert the named card, or name the card in the reader.",
  },
  REAL_CARD_LAST_TRY: {
    responsible: "person",
    message: "The card has {triesLeft} passcode try left; the testkit does not spend the last try.",
    cause: "The passcode was entered wrongly before. One more wrong passcode would lock the card.",
    cure: "Enter the right passcode in other software: the card then has all its tries again. Then start the run again.",
  },
  REAL_CARD_RUN_ENDED: {
    responsible: "person",
    message: "The card refused {secret} during this run, so the run sends no more passcodes, codes or keys.",
    cause: "The refused passcode, code or key belongs to another card, or another card was inserted.",
    cure: "Find out the right passcode, code or key, and start again.",
  },
  REAL_CARD_PROTECTED: {
    responsible: "operator",
    message: "{command} was not sent to the real card: {reason}.",
    cause: "A command that writes to a real card, or spends a passcode try, needs permission.",
    cure: "If you can afford to lose the card, use --allow-destructive.",
  },
  REAL_CARD_TRIES_UNKNOWN: {
    responsible: "card",
    message:
      "The card does not say how many passcode tries are left. To an empty VERIFY command it answered {statusWord}.",
    cause:
      "Before each passcode the run asks the card for the number of tries, so that it never spends the last try. This card gives no number.",
    cure: "Use a card that gives the number. Or test this card with software that may lock it, such as `cis2-testkit login --adopt`.",
  },
  REAL_CARD_PUK_REFUSED: {
    responsible: "person",
    message:
      "The card refused the unblocking code (PUK); the status word was {statusWord}. Its passcode was not touched.",
    cause: "The value of CIS2_TESTKIT_PUK is not this card's unblocking code. One try of the unblocking code is spent.",
    cure: "Correct CIS2_TESTKIT_PUK, or unset it. If it is unset, the APDU cases that need the code do not run.",
  },
  REAL_CARD_NOT_RESTORED: {
    responsible: "card",
    message: "The APDU case {case} left the card changed: {state}.",
    cause:
      "The card accepted what it should refuse. Or the card was removed or lost its power in the middle of the case.",
    cure: "Run again with the same card, passcode, PUK and administration key. The run first tries to restore the card. If it cannot, use other software to undo what the message says, or ask the registration authority.",
  },
  REAL_CARD_AMBIGUOUS: {
    responsible: "operator",
    message: "Cards in several readers have the serial {serial}: {readers}.",
    cause: "Cards that were never personalised share one identifier, so --card-serial cannot distinguish them.",
    cure: "Remove all cards except the card to test.",
  },
  TRACE_MISMATCH: {
    responsible: "operator",
    message: "The trace does not match this run: {difference}.",
    cause: "This run sends different commands from the run that recorded the trace.",
    cure: "Replay the same scenarios with the same version of the testkit. If only the order differs, use --trace-match command.",
  },
  TRACE_HOLDS_PASSCODE: {
    responsible: "card",
    message: "The trace was not written, because exchange {exchange} would contain the passcode.",
    cause: "The card repeated the passcode in a response. Or the passcode was in a command that normally has none.",
    cure: "Report this to the developers of the testkit, and say what kind of card it is. Nothing was saved.",
  },
  // What the operator gave us
  PERSONA_UNKNOWN: {
    responsible: "operator",
    message: 'There is no persona "{persona}"; there are: {known}.',
    cause: "The name is not in the persona file.",
    cure: "Use one of the listed names.",
  },
  CARD_PROFILE_UNKNOWN: {
    responsible: "operator",
    message: 'There is no card profile "{profile}"; there are: {known}.',
    cause: "No card profile has this name.",
    cure: "Use one of the listed names.",
  },
  PERSONA_AND_PROFILE_SWAPPED: {
    responsible: "operator",
    message: '"{persona}" is a card profile, and "{profile}" is a persona: they are swapped.',
    cause: "The card profile's name was given as the persona, and the persona's name as the card profile.",
    cure: 'Use "{persona}" as the card profile, and "{profile}" as the persona.',
  },
  CARD_FAULT_UNKNOWN: {
    responsible: "operator",
    message: 'There is no card fault "{fault}"; there are: {known}.',
    cause: "No card fault has this name.",
    cure: "Use one of the listed names.",
  },
  COMPARE_INPUT_INVALID: {
    responsible: "operator",
    message: "{file} cannot be compared: {reason}.",
    cause: "The file does not exist, is too large, or does not have what the option needs.",
    cure: "For --har, use a HAR file that was saved with content. For the other options, use a file with one token, or with the JSON of one answer.",
  },
  COMPARE_ISSUER_INVALID: {
    responsible: "operator",
    message: "{url} has no discovery document that can be compared: {reason}.",
    cause: "The address is not an issuer's address, or a proxy answers instead of the issuer.",
    cure: "Write the issuer exactly as the provider gives it, without /.well-known/openid-configuration.",
  },
  SHARE_HOLDS_VALUES: {
    responsible: "operator",
    message:
      "The sheet {file} was not written. It is for publication, but would contain {count} of the values that were compared.",
    cause:
      "The sheet lists names, such as the names of cookies. One of these names is also a value somewhere in the input.",
    cure: "Record the sign-in again with other test people. Or write a sheet by hand, with only what you know to be harmless.",
  },
  DATA_FILE_INVALID: {
    responsible: "operator",
    message: "{file} cannot be used: {reason}.",
    cause: "The file does not exist or cannot be made, it is not valid JSON, or one of its fields has the wrong form.",
    cure: "Correct the path or the field that the message names.",
  },
  FOLDER_NOT_PRIVATE: {
    responsible: "operator",
    message: "The folder {folder} is not private to this user.",
    cause:
      "Another user made the folder or can write to it, so the files in it are not safe to use. Or the folder is a link.",
    cure: "Either remove the folder, or let only its owner write to it (`chmod go-w`), or name another folder.",
  },
  CONFIGURATION_INVALID: {
    responsible: "operator",
    message: "{setting} cannot be used: {reason}.",
    cause: "An option or setting has a value that the testkit cannot use.",
    cure: "Correct the setting that the message names. --help lists the values that are accepted.",
  },
  RELYING_PARTY_UNREACHABLE: {
    responsible: "network",
    message: "The relying party does not answer at {url}.",
    cause: "The relying party is not running, or listens at another address.",
    cure: "Start the relying party, or correct startUrl. If it needs the discovery document to start, start the run first. The run then waits for the relying party, as long as the setting startSeconds says.",
  },
  RELYING_PARTY_CLIENT_ID_UNKNOWN: {
    responsible: "relying-party",
    message: 'The relying party sends the client id "{sent}", but the testkit\'s configuration has "{configured}".',
    cause: "The relying party and relyingParty.clientId do not name the same client.",
    cure: "Set both to the same client id.",
  },
  RELYING_PARTY_REDIRECT_URI_UNKNOWN: {
    responsible: "relying-party",
    message: "The relying party sends the redirect URI {sent}, but the testkit's configuration has {configured}.",
    cause:
      "CIS2 sends the browser back only to a registered redirect URI. The two must be the same, character by character.",
    cure: "Set relyingParty.redirectUris to what the relying party sends, or correct the relying party.",
  },
  RELYING_PARTY_SECRET_REFUSED: {
    responsible: "relying-party",
    message: "CIS2 refused the relying party at the token endpoint (invalid_client): {reason}.",
    cause:
      "The relying party uses another secret or key than the testkit's configuration has. Or it sends the secret by another method.",
    cure: "Compare the secrets or the keys. Set relyingParty.tokenEndpointAuthMethod to the method that the relying party uses.",
  },
  RELYING_PARTY_PKCE_REFUSED: {
    responsible: "relying-party",
    message: "CIS2 refused the relying party's proof key (PKCE): {reason}.",
    cause: "The fake CIS2 accepts only the method S256, and only the verifier from which the challenge was made.",
    cure: "Send code_challenge_method=S256 and the code_verifier of the same sign-in. Or do not use PKCE.",
  },
  RELYING_PARTY_ALGORITHM_OTHER: {
    responsible: "relying-party",
    message: "The relying party accepts ID tokens signed with {expected}, but CIS2 signs them with {actual}.",
    cause: "The relying party is set up for another algorithm.",
    cure: "Set the relying party up for {actual}, or set relyingParty.cis2.settings.idTokenAlgorithm to {expected}.",
  },
  RELYING_PARTY_DISTRUSTS_CIS2: {
    responsible: "relying-party",
    message: "The relying party does not trust the certificate of the fake CIS2 at {origin}: {reason}.",
    cause:
      "The testkit's own certification authority signed the certificate, and the relying party does not know that authority.",
    cure: "Make the relying party trust that authority, or set relyingParty.cis2.tls to false. docs/fake-cis2.md says where the authority's certificate is.",
  },
  RELYING_PARTY_ELSEWHERE: {
    responsible: "relying-party",
    message: "The relying party did not send the browser to the fake CIS2 at {issuer}. The sign-in ended {reason}.",
    cause:
      "The settings of the relying party have another issuer, port or host. Or a person must first click something on its page.",
    cure: "Set the relying party up with the issuer in the message, or change relyingParty.cis2. If a person must click something, name it in signInClicks.",
  },
  RELYING_PARTY_NOT_READY: {
    responsible: "relying-party",
    message: "A correct sign-in does not lead to a session at the relying party: {reason}.",
    cause:
      "The relying party refuses the sign-in. Or its page does not show what the field relyingParty.signedIn of the configuration says.",
    cure: "Sign in by hand, and compare the page with signedIn. If the relying party refuses the sign-in, look into its log.",
  },
  DRIVER_MISSING: {
    responsible: "operator",
    message: 'The run cannot use the relying party with the driver "{driver}": {reason}.',
    cause: "A browser, the package that drives it, or a terminal is missing.",
    cure: "Install what is missing, or set relyingParty.driver to another driver.",
  },
  CONTROL_REFUSED: {
    responsible: "operator",
    message: "The control API refuses the request.",
    cause:
      "The request's token is missing or wrong. If no token is set for the control API, it answers only programs on this machine, and no web page.",
    cure: "Send the token as a bearer token. If no token is set, call the API from this machine by its loopback address.",
  },
  STORE_UNREACHABLE: {
    responsible: "operator",
    message: "The store {store} cannot be used: {reason}.",
    cause: "The database server is not running at that address, or the file cannot be opened.",
    cure: "Start the server, or correct the address of the store.",
  },
  NODE_TOO_OLD: {
    responsible: "operator",
    message: "The testkit needs Node {needed} or later; this is Node {found}.",
    cause: "This version of Node lacks something that the testkit needs.",
    cure: "In a clone, run npm ci. Then run ./cis2-testkit, or cis2-testkit.cmd on Windows: they use the right Node. Elsewhere, install Node {needed} or later.",
  },
  CARD_FILE_IN_USE: {
    responsible: "operator",
    message: 'The process {process} on {host} has used the card in "{file}" for {seconds} seconds ({lock}).',
    cause:
      "Another command has this card in a virtual reader, or changes it. Two commands at the same time would undo each other's changes.",
    cure: "End the other command first. If that command ran on another computer and has ended, delete the lock file, which the message names in brackets.",
  },
  FILE_FAILED: {
    responsible: "operator",
    message: 'The operating system refuses access to the file or folder "{file}": {reason}.',
    cause: "This user has no permission, the disk is full or read-only, or the name is too long.",
    cure: "Give the user the permission, make room on the disk, or name another place.",
  },
  OUTPUT_FAILED: {
    responsible: "operator",
    message: "The output cannot be printed: {reason}.",
    cause: "Standard output goes to a full disk, or to a program that has ended.",
    cure: "Send the output elsewhere and run the command again.",
  },
  INPUT_ENDED: {
    responsible: "operator",
    message: 'Standard input ended before "{question}" had an answer.',
    cause: "The command runs without a person at a terminal, as in a pipeline, or the person ended the input.",
    cure: "Run the command at a terminal, or write the answer to its standard input.",
  },
  WAIT_TIMED_OUT: {
    responsible: "network",
    message: "{target} was not ready within {seconds} seconds: {reason}.",
    cause:
      "The program was not started, needs more time, is at another address, or its TLS certificate is not trusted.",
    cure: "Look at what the program printed. To wait longer, use --timeout.",
  },
  WAITED_FOR_FAILED: {
    responsible: "operator",
    message: "The server that should write the file {target} failed: {reason}.",
    cause: "The server could not start.",
    cure: "Look at what the server printed, and start it again.",
  },
  PORT_FORBIDDEN: {
    responsible: "operator",
    message: "The operating system does not let this user's programs listen at port {port} on {host}.",
    cause: "Ports below 1024 need root. Or Windows reserves a range of ports that has this port in it.",
    cure: "Choose port 1024 or a higher port with {setting}. The value 0 means any free port. On Windows, `netsh int ipv4 show excludedportrange tcp` lists the reserved ranges.",
  },
  PORT_TAKEN: {
    responsible: "operator",
    message: "Port {port} on {host} is taken.",
    cause: "Another program, or another run of this program, listens at this port.",
    cure: "Stop the other program, or choose another port with {setting}. The value 0 means any free port.",
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof catalogue;
