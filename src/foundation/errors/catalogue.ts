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
    cause: "The passcode entered is not the one on the card.",
    cure: "Enter the right passcode. When no try is left the card locks, and has to be unlocked.",
  },
  PASSCODE_LOCKED: {
    responsible: "person",
    message: "The card is locked.",
    cause: "The passcode was entered wrongly too often.",
    cure: "Unlock the card: by self-service while its certificates are valid, else through the registration authority.",
    nhs: "Your Smartcard is blocked",
  },
  PASSCODE_FORMAT: {
    responsible: "person",
    message: "The passcode has the wrong format; expected: {expected}.",
    cause: "The card cannot hold such a passcode, so it was not tried.",
    cure: "Enter a passcode of that format.",
  },
  PASSCODE_CANCELLED: {
    responsible: "person",
    message: "No passcode was given.",
    cause: "The person cancelled the passcode window, or the passcode source had none.",
    cure: "Start the sign-in again and enter the passcode.",
  },
  PASSCODE_UNAVAILABLE: {
    responsible: "operator",
    message: "A passcode is needed, and there is no terminal to ask for it.",
    cause: "The command runs without a terminal, as in a pipeline, and the environment has no passcode.",
    cure: "Set CIS2_TESTKIT_PASSCODE, and CIS2_TESTKIT_NEW_PASSCODE for a new one, or run the command at a terminal.",
  },
  PASSCODE_MISMATCH: {
    responsible: "person",
    message: "The two new passcodes are not the same.",
    cause: "The new passcode is entered twice, and one of the two was mistyped.",
    cure: "Enter the new passcode again, both times the same.",
  },
  PASSCODE_WINDOWS_OPEN: {
    responsible: "relying-party",
    message: "Too many passcode windows are open to open one more for {origin}.",
    cause: "Pages asked for the passcode again and again, and the person has answered none of the windows.",
    cure: "Answer or cancel the open windows. A page asks once, and waits for the answer.",
  },
  PASSCODE_NOT_ASKED: {
    responsible: "operator",
    message: "Nothing asked for a passcode within {seconds} seconds.",
    cause: "A test enters a passcode, and no page has asked the desktop for the card, or the page was shown an error.",
    cure: "Have the page choose Smartcard first; look at what it shows. A card has to be in the reader.",
  },
  // Reader and card
  READER_NONE: {
    responsible: "reader",
    message: "There is no smartcard reader.",
    cause: "No reader is attached, or its driver is missing.",
    cure: "Attach a reader and look again.",
    nhs: "There is no Smartcard reader available",
  },
  READER_UNKNOWN: {
    responsible: "operator",
    message: 'There is no reader called "{reader}"; there are: {known}.',
    cause: "The reader's name was mistyped, or the reader is not attached.",
    cure: "Give one of the names listed.",
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
    message: "More than one smartcard is attached: {readers}.",
    cause: "Two or more readers hold a card, and the client may not guess which one is meant.",
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
    cause: "Another program reset the card while it was in use; a verified passcode is lost with it.",
    cure: "Repeat the sign-in; close programs that use the card if it happens again.",
  },
  CARD_UNRESPONSIVE: {
    responsible: "card",
    message: "The card does not answer.",
    cause: "It is inserted the wrong way round, dirty, damaged, or no smartcard at all; or a command timed out.",
    cure: "Take the card out, wipe its contacts and insert it again; try another reader if it still does not answer.",
  },
  CARD_IN_USE: {
    responsible: "reader",
    message: 'Another program holds the card in "{reader}" for itself.',
    cause: "A program such as GnuPG's scdaemon, or a card management tool, connected to it exclusively.",
    cure: "Close the other program, or take the card out and insert it again.",
  },
  READER_BUSY: {
    responsible: "reader",
    message: 'The card in "{reader}" could not be read: it was in use, or gave no answer, for {seconds} seconds.',
    cause: "Another program is in the middle of something with the card, or the card or its reader hangs.",
    cure: "Look again. If it stays so, close programs that use the card, or plug the reader in again.",
  },
  READER_REMOVED: {
    responsible: "reader",
    message: 'The reader "{reader}" is no longer there.',
    cause: "It was unplugged, or its driver stopped.",
    cure: "Plug the reader in again and repeat the sign-in.",
  },
  READER_FAILED: {
    responsible: "reader",
    message: 'The reader "{reader}" failed: {call} returned {code}.',
    cause: "The reader, its driver or the smartcard service is at fault.",
    cure: "Unplug the reader and plug it in again; restart the smartcard service if it happens again.",
  },
  PCSC_SERVICE_FAILED: {
    responsible: "reader",
    message: "The smartcard service of this computer failed: {call} returned {code}.",
    cause: "The service, or the library that leads to it, is at fault. Wine, for example, has no smartcard service.",
    cure: "Restart the smartcard service, or the computer.",
  },
  PCSC_LIBRARY_MISSING: {
    responsible: "reader",
    message: "The smartcard (PC/SC) library {library} is not installed.",
    cause: "Linux systems do not install it by default.",
    cure: "Install PC/SC: on Debian and Ubuntu the packages libpcsclite1 and pcscd.",
  },
  NATIVE_MODULE_MISSING: {
    responsible: "reader",
    message: "This installation cannot call the smartcard (PC/SC) library: {reason}.",
    cause: "The native part of the package koffi was left out of the installation, or there is none for this system.",
    cure: "Run `npm install` without `--omit=optional`, on the system and processor that the testkit is used on.",
  },
  PCSC_SERVICE_STOPPED: {
    responsible: "reader",
    message: "The smartcard (PC/SC) service is not running.",
    cause: "The service was stopped, or was never started; on Windows it also stops with its last reader.",
    cure: "Start it: on Linux `systemctl start pcscd.socket`, on Windows the service `SCardSvr`. Attach a reader.",
  },
  PCSC_SOCKET_UNANSWERED: {
    responsible: "operator",
    message: 'No smartcard (PC/SC) service answers at "{path}", which PCSCLITE_CSOCK_NAME names.',
    cause:
      "The service has ended, it is another user's, or the path is wrong. No other service is used if the variable is set.",
    cure: "Set the variable to what `cis2-testkit pcsc` or `serve --pcsc` prints. Unset it to use the machine's own service.",
  },
  PCSC_ACCESS_DENIED: {
    responsible: "operator",
    message: "The smartcard (PC/SC) service refuses to let this user in.",
    cause: "On Linux polkit lets only users at the machine's own screen use readers.",
    cure:
      "Allow org.debian.pcsc-lite.access_pcsc and access_card to this user in a polkit rule. Without polkit, as in a container, " +
      "pcscd 2.3 and newer (Debian 13) refuses everybody: start it as `pcscd --foreground --disable-polkit`.",
  },
  PCSC_SERVICE_UNSUPPORTED: {
    responsible: "operator",
    message: "Programs on {system} cannot be given virtual readers by this command.",
    cause:
      "It serves libpcsclite's socket, which only Linux programs use. Windows and macOS have other PC/SC services.",
    cure: "Run it on Linux, or in a Linux container.",
  },
  PCSC_SOCKET_FAILED: {
    responsible: "operator",
    message: 'The socket of the PC/SC service cannot be made in "{folder}".',
    cause: "The folder is not there, may not be written to, or has a name so long that a socket does not fit below it.",
    cure: "Set TMPDIR to a folder with a short name in which this user may write.",
  },
  PROGRAM_NOT_STARTED: {
    responsible: "operator",
    message: 'The program "{program}" cannot be started: {reason}.',
    cause: "There is no program of that name in PATH, or this user may not run it.",
    cure: "Check the name after `--`, and its path.",
  },
  VIRTUAL_READERS_MISSING: {
    responsible: "reader",
    message: "The smartcard (PC/SC) service has no virtual readers; it has: {known}.",
    cause:
      "The driver for virtual readers (vsmartcard's vpcd) is not installed, or the service has not been restarted.",
    cure: "Install vpcd (on Debian the package vsmartcard-vpcd) and restart the service.",
  },
  CARD_UNRECOGNISED: {
    responsible: "card",
    message: "The card is neither a series 8 nor a PIV (series 9) card; ATR {atr}; answers to SELECT: {answers}.",
    cause: "No driver of the client knows the card's applications.",
    cure: "Use a series 8 or series 9 smartcard.",
  },
  CARD_WITHOUT_CERTIFICATE: {
    responsible: "card",
    message: "The card has no {purpose} certificate.",
    cause: "The card is blank, or was never finished by the registration authority.",
    cure: "Have the registration authority issue the card.",
    nhs: "No certificate was found to perform authentication",
  },
  CARD_ANSWER_UNEXPECTED: {
    responsible: "card",
    message: "The card answered {statusWord} to {command}.",
    cause: "The card refused a command, or does not follow its specification.",
    cure: "Repeat the sign-in. If it happens again, record a trace and compare it with the specification.",
  },
  CARD_ANSWER_MALFORMED: {
    responsible: "card",
    message: "The card's answer to {command} cannot be read: {reason}.",
    cause: "The card is faulty or does not follow its specification.",
    cure: "Repeat the sign-in. If it happens again, the card needs replacing.",
  },
  // Network between client and CIS2
  CIS2_UNREACHABLE: {
    responsible: "network",
    message: "CIS2 cannot be reached at {url}.",
    cause: "The host is blocked, down, or not in the network the client is in.",
    cure: "Check the address and that this network may reach it.",
    nhs: "ERR1002",
  },
  CIS2_TIMEOUT: {
    responsible: "network",
    message: "CIS2 did not answer in time at {url}.",
    cause: "The service is overloaded or hangs, or a firewall drops its answers.",
    cure: "Try again; check the network if it happens again.",
  },
  CIS2_UNTRUSTED: {
    responsible: "network",
    message: "The TLS certificate of {url} is not trusted: {reason}.",
    cause: "A proxy that inspects traffic, or a private authority, signed it, or it belongs to another host.",
    cure: "Set CIS2_TESTKIT_CA_FILE to the certification authority's certificate file, or correct the address.",
  },
  CIS2_ANSWER_UNEXPECTED: {
    responsible: "cis2",
    message: "CIS2 answered {status} at {url}: {reason}.",
    cause: "The service is faulty, or something between here and there changed its answer.",
    cure: "Repeat the sign-in; look at the service's own log if it happens again.",
  },
  NETWORK_NOT_ALLOWED: {
    responsible: "network",
    message: 'The system "{relyingParty}" cannot be signed in to over the {network} network, only over {allowed}.',
    cause: "The system is only available over another network, such as the HSCN.",
    cure: "Connect to a network the system is available over.",
  },
  // The local service on the person's computer
  ORIGIN_REFUSED: {
    responsible: "operator",
    message: 'The local service does not answer pages of "{origin}".',
    cause: "The site is not on the list of origins that may use the smartcard.",
    cure: "Add the origin to the list if its pages are meant to use smartcards.",
    nhs: "blocked by CORS policy",
  },
  LOCAL_SERVICE_UNREACHABLE: {
    responsible: "operator",
    message: "The smartcard software on this computer does not answer.",
    cause: "It is not running, or the browser did not allow the page to reach it.",
    cure: "Start `cis2-testkit client`, allow the site to reach apps on this device if the browser asks, and try again.",
    nhs: "400_645; All promises were rejected",
  },
  // The assertion CIS2 is given, in the order it is checked
  ASSERTION_MALFORMED: {
    responsible: "cis2",
    message: "The assertion cannot be read: {reason}.",
    cause: "A field is missing, unknown, or of the wrong form.",
    cure: "Send the assertion as the sign-in exchange describes it.",
  },
  CHALLENGE_UNKNOWN: {
    responsible: "cis2",
    message: "The assertion answers a challenge that was not given to this sign-in.",
    cause: "The challenge was made up, or belongs to another sign-in.",
    cure: "Ask for a challenge and sign that one.",
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
    cause: "Too much time went by between asking for the passcode and signing.",
    cure: "Ask for a new challenge; enter the passcode within five minutes.",
  },
  ORIGIN_MISMATCH: {
    responsible: "cis2",
    message: "The assertion was made for {origin}, not for this service.",
    cause: "The card signed for another site, as it does when a foreign page relays a challenge.",
    cure: "Sign in from CIS2's own page.",
  },
  CERTIFICATE_MALFORMED: {
    responsible: "card",
    message: "The certificate in the assertion cannot be read.",
    cause: "The card's certificate is damaged.",
    cure: "Have the registration authority renew the card.",
  },
  ALGORITHM_NOT_ALLOWED: {
    responsible: "cis2",
    message: "The algorithm {algorithm} does not belong to the certificate's key.",
    cause: "The assertion names an algorithm the certificate's key cannot produce.",
    cure: "Use RS256 for RSA keys and ES256 for P-256 keys.",
  },
  SIGNATURE_INVALID: {
    responsible: "cis2",
    message: "The signature of the assertion is not valid.",
    cause: "The signature was not made with the certificate's key over this origin and challenge.",
    cure: "Sign the challenge again; suspect a faulty card or a changed request if it is refused again.",
  },
  CERTIFICATE_UNTRUSTED: {
    responsible: "card",
    message: "The certificate was not issued by an authority this environment trusts.",
    cause: "The card belongs to another environment, or its certificate is a forgery.",
    cure: "Use a card issued for this environment.",
  },
  AUTHORITY_OUT_OF_TIME: {
    responsible: "operator",
    message: "On {now} the certification authority's own certificate is not valid: it is from {from} to {until}.",
    cause: "The clock of the fake CIS2 is outside the validity of the authority that issued the card's certificate.",
    cure: "Set the clock back into that time, with `PUT /clock` of the control API, or reset.",
  },
  CERTIFICATE_TIME_UNWRITABLE: {
    responsible: "operator",
    message: "A certificate from {from} to {until} cannot be made.",
    cause:
      "A certificate's times are between the years 1950 and 9999 (RFC 5280), and the clock or the persona asks for others.",
    cure: "Set the clock to a time between those years.",
  },
  CERTIFICATE_PURPOSE: {
    responsible: "card",
    message: "The certificate is not an authentication certificate.",
    cause: "The card signed with a key that is meant for something else, such as the signing key.",
    cure: "Authenticate with the card's authentication certificate.",
  },
  CERTIFICATE_NOT_YET_VALID: {
    responsible: "card",
    message: "The certificate is not valid before {notBefore}.",
    cause: "The card's certificate starts in the future, or a clock is wrong.",
    cure: "Check the clocks; use the card once its certificate is valid.",
  },
  CERTIFICATE_EXPIRED: {
    responsible: "card",
    message: "The certificate expired at {notAfter}.",
    cause: "Smartcard certificates last three years, and this one was not renewed.",
    cure: "Have the registration authority renew the card in person.",
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
    cause: "The certificate names a user the directory does not hold.",
    cure: "Have the registration authority register the user.",
  },
  USER_INACTIVE: {
    responsible: "person",
    message: "The user {userId} is not active.",
    cause: "The user's profile is closed, as it is for someone who has left.",
    cure: "Have the registration authority reopen the profile.",
    nhs: "ERR1002",
  },
  CARD_CANCELLED: {
    responsible: "card",
    message: "The card {serial} has been cancelled.",
    cause: "The registration authority cancelled the card, as it does when one is reported lost.",
    cure: "Use the card that replaced it, or ask the registration authority for one.",
  },
  CLIENT_RETIRED: {
    responsible: "operator",
    message: "The Identity Agent is no longer accepted, since {since}.",
    cause:
      "Smartcard Connect has replaced the Identity Agent; the CIS1 authentication software is retired in February 2027.",
    cure: "Remove the Identity Agent and install Smartcard Connect.",
  },
  // The rest of the sign-in
  CARD_SUSPENDED: {
    responsible: "person",
    message: "The card {serial} is suspended.",
    cause: "The registration authority suspended the card for a time.",
    cure: "Ask the registration authority why, and to resume it.",
  },
  // The life of a card
  CARD_UNKNOWN: {
    responsible: "person",
    message: "The registration authority does not know the card {card}.",
    cause: "The card was issued elsewhere, or for another instance of the fake CIS2.",
    cure: "Register the card, or use one that this registration authority issued.",
  },
  CARD_HELD: {
    responsible: "operator",
    message: "The person {userId} has an active card already: {serial}.",
    cause: "A person has one active card at a time.",
    cure: "Cancel the other card first.",
  },
  CARD_STATE: {
    responsible: "operator",
    message: "The card {serial} is {state}; it must be {needed}.",
    cause:
      "Only an active card can be suspended, and only a suspended one resumed; a cancelled card stays cancelled, and cannot be registered again.",
    cure: "Look up the card's state; issue another card if this one is cancelled.",
  },
  UNLOCK_MESSAGE_NONE: {
    responsible: "operator",
    message: "No code to unlock the card {card} was sent.",
    cause: "Unlocking has not been asked for since the fake CIS2 started or was reset.",
    cure: "Begin to unlock the card, then look again.",
  },
  RENEWAL_TOO_EARLY: {
    responsible: "person",
    message: "The card can be renewed from {from} on.",
    cause: "Renewal is open during the last days of the certificates' life, 90 unless set otherwise.",
    cure: "Renew the card then. Until then it works as it is.",
  },
  RENEWAL_NOT_POSSIBLE: {
    responsible: "card",
    message: "The card cannot renew itself: {reason}.",
    cause: "The card lacks what self-renewal needs. Nothing that the card uses was changed.",
    cure: "Have the registration authority renew the card in person.",
  },
  UNLOCK_CODE_REFUSED: {
    responsible: "person",
    message: "The security code is not right; tries left: {triesLeft}.",
    cause: "The code entered is not the one that was sent for this card.",
    cure: "Enter the code of the last message. When no try is left, ask for a new code.",
  },
  UNLOCK_CODE_EXPIRED: {
    responsible: "person",
    message: "The security code has expired.",
    cause: "A code is good for 15 minutes, and once.",
    cure: "Ask for a new code.",
  },
  UNLOCK_EMAIL_UNUSABLE: {
    responsible: "person",
    message: "A security code cannot be sent: {reason}.",
    cause:
      "Self-service unlock sends the code to an e-mail address of an allowed domain, and the person's record has none.",
    cure: "Have the registration authority unlock the card in person, or enter an address into the record.",
  },
  CARD_NOT_GENUINE: {
    responsible: "card",
    message: "The card could not prove that it is the one registered.",
    cause: "The card does not hold the administration key that the registration authority has for it.",
    cure: "Check that the right card is in the reader; have the registration authority look at it.",
  },
  CARD_SESSION_ENDED: {
    responsible: "cis2",
    message: "The registration authority's session with the card has ended.",
    cause:
      "It was left idle, another was begun with the same card, or the service was restarted. Or the answer came to another " +
      "of several instances, each of which knows only its own.",
    cure: "Start again: the card still works. A load balancer must route a client to one instance.",
  },
  COMMAND_NOT_RELAYED: {
    responsible: "cis2",
    message: "The registration authority asked for a command that is not passed on to cards: {command}.",
    cause: "Only commands that administer a card are passed on, none that uses the person's passcode or keys.",
    cure: "Check which site the card is being renewed or unlocked at.",
  },
  SIGN_IN_UNKNOWN: {
    responsible: "person",
    message: "This sign-in does not exist or has ended.",
    cause: "It was finished, took too long, or was started in another browser.",
    cure: "Go back to the system you wish to use and sign in again.",
  },
  SIGN_IN_NOT_KEPT: {
    responsible: "operator",
    message: "No sign-in {id} is kept.",
    cause: "There was none, a reset removed it, or newer ones replaced it.",
    cure: "Look at the list of sign-ins, and open one of them.",
  },
  SIGN_IN_STEP: {
    responsible: "cis2",
    message: "The sign-in is not at the step {step}.",
    cause: "A step was left out or repeated.",
    cure: "Follow the page, or the steps of the sign-in exchange, in order.",
  },
  AUTHENTICATOR_NOT_OFFERED: {
    responsible: "relying-party",
    message: "The authenticator {authenticator} is not offered for {asked}; offered: {offered}.",
    cause: "The system's acr_values ask for another authenticator, or for a higher level than this one has.",
    cure: "Sign in with an authenticator that is offered, or have the system ask for AAL2_OR_AAL3_ANY if AAL2 is enough.",
  },
  WITHOUT_CARD_OFF: {
    responsible: "operator",
    message: "Nobody can sign in without a card: that is off.",
    cause: "Signing in without a card is for tests, and is off unless it is turned on.",
    cure: "Turn it on: PUT /sign-in-without-card of the control API, `serve --without-card`, or the setting signInWithoutCard.",
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
    cause: "The body is not of the type it says, or a field is missing or of the wrong form.",
    cure: "Send the request as the documentation of this API describes it.",
  },
  PAGE_UNKNOWN: {
    responsible: "person",
    message: "There is no page at {path}.",
    cause: "The address was mistyped, or the page has moved.",
    cure: "Check the address; start from the system you wish to use.",
  },
  HOST_UNKNOWN: {
    responsible: "operator",
    message: 'This service does not answer for the host "{host}"; it is at {origin}.',
    cause: "The request names another host, as it does behind a proxy the service was not told of.",
    cure: "Use the address named, or tell the service its public address.",
  },
  SERVICE_FAILED: {
    responsible: "cis2",
    message: "Something went wrong in the service.",
    cause: "A fault in the testkit, or in the store it keeps its records in.",
    cure: "Look the reference up in the service's log.",
  },
  SIGN_IN_REFUSED: {
    responsible: "relying-party",
    message: "The sign-in ended with {error}: {description}.",
    cause: "CIS2 sent the browser back to the relying party with an error.",
    cure: "Look the OAuth error up: it says what the request or the person did.",
  },
  ROLE_NOT_HELD: {
    responsible: "person",
    message: 'The user does not hold the role "{role}"; roles held: {known}.',
    cause: "The role chosen is not one of the user's own.",
    cure: "Choose one of the roles listed. Pass its id to `login --role`.",
  },
  ROLE_NEEDED: {
    responsible: "person",
    message: "A role has to be chosen; roles held: {known}.",
    cause: "The user holds several roles, the system asks for one, and none was chosen.",
    cure: "Choose one of the roles listed.",
  },
  // Real cards
  CARD_NOT_ADOPTABLE: {
    responsible: "card",
    message: "The card cannot be adopted: {reason}.",
    cause: "Its certificates cannot be read, or were not issued by the authorities that were named with it.",
    cure: "Look at the card with `cis2-testkit readers`; name the authority that issued its certificates, or none.",
  },
  REAL_CARD_NOT_NAMED: {
    responsible: "operator",
    message: "A real card is used only if its reader and its serial are named; missing: {missing}.",
    cause: "A run on a real card can lock it, so it takes two opt-ins.",
    cure: "Give --reader and --card-serial; `cis2-testkit readers` shows both.",
  },
  REAL_CARD_OTHER: {
    responsible: "operator",
    message: "The card in the reader has the serial {found}, not {named}.",
    cause: "Another card is in the reader than the one the run was allowed to use.",
    cure: "Put the named card in, or name the one that is there.",
  },
  REAL_CARD_LAST_TRY: {
    responsible: "person",
    message: "The card has {triesLeft} passcode try left; the testkit does not spend the last one.",
    cause: "The passcode was entered wrongly before. One more wrong passcode would lock the card.",
    cure: "Enter the right passcode in other software, which gives the tries back, and start again.",
  },
  REAL_CARD_RUN_ENDED: {
    responsible: "person",
    message: "The card refused {secret} during this run, so the run sends no secret any more.",
    cause: "The secret is not the card's, or the card was exchanged.",
    cure: "Find out the right one, and start again.",
  },
  REAL_CARD_PROTECTED: {
    responsible: "operator",
    message: "{command} was not sent to the real card: {reason}.",
    cause: "Whatever writes to a real card, or spends a passcode try, needs permission.",
    cure: "Give --allow-destructive if the card may be lost.",
  },
  REAL_CARD_TRIES_UNKNOWN: {
    responsible: "card",
    message: "The card does not say how many passcode tries are left: VERIFY without data answered {statusWord}.",
    cause: "The run asks before each passcode, so that it never spends the last try. This card gives no number.",
    cure: "Test the card with software that may lock it, such as `cis2-testkit login --adopt`, or use a card that gives it.",
  },
  REAL_CARD_PUK_REFUSED: {
    responsible: "person",
    message:
      "The card refused the unblocking code (PUK); the status word was {statusWord}. Its passcode was not touched.",
    cause: "CIS2_TESTKIT_PUK does not hold this card's unblocking code. One of its tries is spent.",
    cure: "Correct CIS2_TESTKIT_PUK, or unset it: the cases that need it are then left out.",
  },
  REAL_CARD_NOT_RESTORED: {
    responsible: "card",
    message: "{case} left the card changed: {state}.",
    cause: "The card accepted what it should refuse, or was taken out or cut off in the middle of the case.",
    cure:
      "Run again with the same card, passcode, PUK and administration key: the run begins by bringing the card back. If it " +
      "cannot, undo by hand what the message says, with software for the card or at the registration authority.",
  },
  REAL_CARD_AMBIGUOUS: {
    responsible: "operator",
    message: "Cards in several readers have the serial {serial}: {readers}.",
    cause: "Cards that were never personalised share one identifier, so --card-serial cannot distinguish them.",
    cure: "Take out all cards but the one to test.",
  },
  TRACE_MISMATCH: {
    responsible: "operator",
    message: "The trace does not fit: {difference}.",
    cause: "The commands sent are not those that were sent when the trace was recorded.",
    cure: "Replay what was recorded, on the same version of the testkit; match by command if only the order differs.",
  },
  TRACE_HOLDS_PASSCODE: {
    responsible: "card",
    message: "The trace was not written: exchange {exchange} would hold the passcode.",
    cause: "The card, or a command outside those that carry passcodes, repeated the passcode.",
    cure: "Report it with the card's kind. Nothing was kept.",
  },
  // What the operator gave us
  PERSONA_UNKNOWN: {
    responsible: "operator",
    message: 'There is no persona "{persona}"; there are: {known}.',
    cause: "The name is not in the persona file.",
    cure: "Give one of the names listed.",
  },
  CARD_PROFILE_UNKNOWN: {
    responsible: "operator",
    message: 'There is no card "{profile}"; there are: {known}.',
    cause: "The name is not that of a card profile.",
    cure: "Give one of the names listed.",
  },
  PERSONA_AND_PROFILE_SWAPPED: {
    responsible: "operator",
    message: '"{persona}" is a card profile, and "{profile}" is a persona: they are swapped.',
    cause: "The card profile was given as the persona, and the persona as the card profile.",
    cure: 'Give "{persona}" as the card profile, and "{profile}" as the persona.',
  },
  CARD_FAULT_UNKNOWN: {
    responsible: "operator",
    message: 'There is no card fault "{fault}"; there are: {known}.',
    cause: "The name is not that of a card fault.",
    cure: "Give one of the names listed.",
  },
  COMPARE_INPUT_INVALID: {
    responsible: "operator",
    message: "{file} cannot be compared: {reason}.",
    cause: "The file is not there, is too large, or is not what the option takes.",
    cure: "Give a HAR with contents to --har, and one token, or the JSON of one answer, to the other options.",
  },
  COMPARE_ISSUER_INVALID: {
    responsible: "operator",
    message: "{url} has no discovery document that can be compared: {reason}.",
    cause: "The address is not that of an issuer, or something in between answers for it.",
    cure: "Give the issuer as the provider writes it, without /.well-known/openid-configuration.",
  },
  SHARE_HOLDS_VALUES: {
    responsible: "operator",
    message: "Nothing was written to {file}: it would have held {count} of the values that were compared, in {places}.",
    cause: "A name that was seen, such as a member's or a cookie's, is also a value somewhere in the input.",
    cure: "Record again with other test people, or copy by hand what you know to be harmless.",
  },
  DATA_FILE_INVALID: {
    responsible: "operator",
    message: "{file} cannot be used: {reason}.",
    cause: "The file is not there or cannot be made, is not valid JSON, or a field in it has the wrong form.",
    cure: "Correct what is named: the path, or the field in the file.",
  },
  FOLDER_NOT_PRIVATE: {
    responsible: "operator",
    message: "The folder {folder} is not this user's alone.",
    cause: "Another user made it, or can write to it, and could have put files there.",
    cure: "Remove the folder, or let only its owner write to it (chmod go-w); or name another one.",
  },
  CONFIGURATION_INVALID: {
    responsible: "operator",
    message: "{setting} cannot be used: {reason}.",
    cause: "An option or setting has a value the testkit cannot work with.",
    cure: "Correct the setting named; --help lists what is accepted.",
  },
  RELYING_PARTY_UNREACHABLE: {
    responsible: "network",
    message: "The relying party does not answer at {url}.",
    cause:
      "It is not started, or listens elsewhere. One that reads the discovery document when it starts has to be started while the run waits.",
    cure: "Start it, or correct startUrl; startSeconds says how long the run waits.",
  },
  RELYING_PARTY_CLIENT_ID_UNKNOWN: {
    responsible: "relying-party",
    message: 'The relying party sends the client id "{sent}", and its configuration has "{configured}".',
    cause: "The relying party and relyingParty.clientId do not name the same client.",
    cure: "Set both to the same client id.",
  },
  RELYING_PARTY_REDIRECT_URI_UNKNOWN: {
    responsible: "relying-party",
    message: "The relying party sends the redirect URI {sent}, and its configuration has {configured}.",
    cause: "CIS2 sends the browser back only to a redirect URI that is registered, character by character.",
    cure: "Set relyingParty.redirectUris to what the relying party sends, or correct the relying party.",
  },
  RELYING_PARTY_SECRET_REFUSED: {
    responsible: "relying-party",
    message: "CIS2 refused the relying party at the token endpoint (invalid_client): {reason}.",
    cause: "The secret or the key is another than the configuration has, or it is sent in another way.",
    cure: "Compare the secret or the key, and set relyingParty.tokenEndpointAuthMethod to the way that is used.",
  },
  RELYING_PARTY_PKCE_REFUSED: {
    responsible: "relying-party",
    message: "CIS2 refused the relying party's proof key (PKCE): {reason}.",
    cause: "The fake CIS2 takes the method S256 alone, and the verifier that the challenge was made from.",
    cure: "Send code_challenge_method=S256 and the code_verifier of the same sign-in, or do without PKCE.",
  },
  RELYING_PARTY_ALGORITHM_OTHER: {
    responsible: "relying-party",
    message: "The relying party takes ID tokens signed by {expected}, and CIS2 signs them by {actual}.",
    cause: "The relying party is set up for another algorithm.",
    cure: "Set it up for {actual}, or set relyingParty.cis2.settings.idTokenAlgorithm.",
  },
  RELYING_PARTY_DISTRUSTS_CIS2: {
    responsible: "relying-party",
    message: "The relying party does not trust the certificate of the fake CIS2 at {origin}: {reason}.",
    cause: "The certificate is one of the testkit's certification authority for servers, which it does not know.",
    cure: "Have it trust that authority (docs/fake-cis2.md says where its certificate is), or set relyingParty.cis2.tls to false.",
  },
  RELYING_PARTY_ELSEWHERE: {
    responsible: "relying-party",
    message: "The relying party sent nobody to the fake CIS2 at {issuer}: the sign-in ended {reason}.",
    cause: "It is set up with another issuer, another port or another host, or the page needs a click.",
    cure: "Set it up with that issuer, or move the fake CIS2 with relyingParty.cis2; name what to click in signInClicks.",
  },
  RELYING_PARTY_NOT_READY: {
    responsible: "relying-party",
    message: "A sign-in with nothing wrong in it leads to no session: {reason}.",
    cause: "The relying party refuses it, or its page does not look as signedIn in the configuration says.",
    cure: "Sign in by hand and compare the page with signedIn; the relying party's own log says why it refuses.",
  },
  DRIVER_MISSING: {
    responsible: "operator",
    message: 'The driver "{driver}" cannot be used: {reason}.',
    cause: "A browser, the package that drives it, or a terminal is missing.",
    cure: "Install what is missing, or set relyingParty.driver to another one.",
  },
  CONTROL_REFUSED: {
    responsible: "operator",
    message: "The control API refuses the request.",
    cause: "Its token is missing or wrong; without a token it answers only programs on this machine, never a web page.",
    cure: "Send the token as a bearer token, or call the API from this machine by its loopback address.",
  },
  STORE_UNREACHABLE: {
    responsible: "operator",
    message: "The store {store} cannot be used: {reason}.",
    cause: "The database server does not run there, or the file cannot be opened.",
    cure: "Start the server, or correct the address of the store.",
  },
  NODE_TOO_OLD: {
    responsible: "operator",
    message: "Needs Node {needed} or later; found {found}.",
    cause: "The program was started with a Node that lacks what the testkit is built on.",
    cure: "In a clone start ./cis2-testkit, or cis2-testkit.cmd on Windows, after npm ci: it has the right Node. Elsewhere install Node {needed} or later.",
  },
  CARD_FILE_IN_USE: {
    responsible: "operator",
    message: 'The card in "{file}" is in use by the process {process} on {host}, for {seconds} seconds ({lock}).',
    cause: "Another command has the card in a reader or changes it. Two at a time would undo what the other did.",
    cure: "End the other command first. If it ended on another computer, remove the file that the message ends with.",
  },
  FILE_FAILED: {
    responsible: "operator",
    message: 'The system refuses the file or folder "{file}": {reason}.',
    cause: "This user has no right to it, the disk is full or read-only, or the name is too long.",
    cure: "Give the user the right or the room, or name another place.",
  },
  OUTPUT_FAILED: {
    responsible: "operator",
    message: "What was asked for cannot be printed: {reason}.",
    cause: "Standard output leads to a full disk, or to a program that has ended.",
    cure: "Send the output elsewhere and run the command again.",
  },
  WAIT_TIMED_OUT: {
    responsible: "network",
    message: "{target} was not ready within {seconds} seconds.",
    cause: "It was not started, takes longer, or is at another address.",
    cure: "Look at what it printed; --timeout waits longer.",
  },
  WAITED_FOR_FAILED: {
    responsible: "operator",
    message: "What {target} waits for has ended: {reason}.",
    cause: "The server that writes the file could not start, or was stopped.",
    cure: "Look at what it printed, and start it again.",
  },
  PORT_FORBIDDEN: {
    responsible: "operator",
    message: "The system lets no program of this user listen at port {port} on {host}.",
    cause: "Ports below 1024 take root, or Windows keeps a range with this port for others.",
    cure: "Choose a port from 1024 with {setting}; 0 takes any that is free. On Windows `netsh int ipv4 show excludedportrange tcp` lists the ranges.",
  },
  PORT_TAKEN: {
    responsible: "operator",
    message: "Port {port} on {host} is taken.",
    cause: "Another program, or another run of this one, listens there.",
    cure: "Stop the other program, or choose another port with {setting}; 0 takes any that is free.",
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof catalogue;
