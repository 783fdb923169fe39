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
    cure: "Enter the right passcode. If no try is left, the card is locked and must be unlocked.",
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
    cause: "The command runs without a terminal, as in a pipeline, and the environment has no passcode.",
    cure: "Set CIS2_TESTKIT_PASSCODE, and CIS2_TESTKIT_NEW_PASSCODE for a new passcode. Or run the command at a terminal.",
  },
  PASSCODE_MISMATCH: {
    responsible: "person",
    message: "The two new passcodes are not the same.",
    cause: "The person entered the new passcode twice, and mistyped it once.",
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
    cause:
      "A test waits to enter a passcode, but no page has asked the desktop for the card. The page may show an error.",
    cure: "Let the test choose Smartcard on the page first, and put a card into the reader. Look at what the page shows.",
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
    message: "More than one smartcard is attached: {readers}.",
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
    cause: "The card is inserted the wrong way round, dirty, damaged, or no smartcard. Or a command took too long.",
    cure: "Take the card out, wipe its contacts and insert it again. If it still does not answer, try another reader.",
  },
  CARD_IN_USE: {
    responsible: "reader",
    message: 'Another program holds the card in "{reader}" for itself.',
    cause:
      "A program opened the card so that no other program can use it. GnuPG's scdaemon and card management tools do so.",
    cure: "Close the other program, or take the card out and insert it again.",
  },
  READER_BUSY: {
    responsible: "reader",
    message: 'The card in "{reader}" could not be read: it was in use, or gave no answer, for {seconds} seconds.',
    cause: "Another program is using the card, or the card or its reader hangs.",
    cure: "Look again. If the card is still not read, close programs that use it, or plug the reader in again.",
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
    cause: "The service has a fault, or the library that calls it. Wine, for example, has no smartcard service.",
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
    cause: "The service was stopped, or was never started. On Windows it also stops if the last reader is removed.",
    cure: "Start it: on Linux `systemctl start pcscd.socket`, on Windows the service `SCardSvr`. Attach a reader.",
  },
  PCSC_SOCKET_UNANSWERED: {
    responsible: "operator",
    message: 'No smartcard (PC/SC) service answers at "{path}", which PCSCLITE_CSOCK_NAME names.',
    cause:
      "The service has ended, it belongs to another user, or the path is wrong. If the variable is set, programs use no other service.",
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
    cause: "The command replaces the PC/SC service behind libpcsclite, which only Linux programs use.",
    cure: "Run it on Linux, or in a Linux container.",
  },
  PCSC_SOCKET_FAILED: {
    responsible: "operator",
    message: 'The socket of the PC/SC service cannot be made in "{folder}".',
    cause: "The folder does not exist, this user may not write to it, or its name is too long for a socket in it.",
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
    cause: "The card is blank, or the registration authority did not finish it.",
    cure: "Ask the registration authority to issue the card.",
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
    cure: "Repeat the sign-in. If it happens again, replace the card.",
  },
  // Network between client and CIS2
  CIS2_UNREACHABLE: {
    responsible: "network",
    message: "CIS2 cannot be reached at {url}.",
    cause: "The host is blocked or down, or the client is in another network.",
    cure: "Check the address, and whether this network can reach it.",
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
      "A proxy that inspects traffic signed the certificate, or a private authority did. Or the certificate belongs to another host.",
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
    message: 'The system "{relyingParty}" cannot be signed in to over the {network} network, only over {allowed}.',
    cause: "The system is only available over another network, such as the HSCN.",
    cure: "Connect to a network over which the system is available.",
  },
  // The local service on the person's computer
  ORIGIN_REFUSED: {
    responsible: "operator",
    message: 'The local service does not answer pages of "{origin}".',
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
    cure: "Send the assertion as the sign-in exchange describes it.",
  },
  CHALLENGE_UNKNOWN: {
    responsible: "cis2",
    message: "The assertion answers a challenge that was not given to this sign-in.",
    cause: "The challenge is invented, or belongs to another sign-in.",
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
    cause: "The card signed for another site. This happens if another site's page passes on a challenge of CIS2.",
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
    message: "The algorithm {algorithm} does not belong to the certificate's key.",
    cause: "The assertion names an algorithm that the certificate's key cannot use.",
    cure: "Use RS256 for RSA keys and ES256 for P-256 keys.",
  },
  SIGNATURE_INVALID: {
    responsible: "cis2",
    message: "The signature of the assertion is not valid.",
    cause: "The signature was not made with the certificate's key over this origin and challenge.",
    cure: "Sign the challenge again. If it is refused again, the card may be faulty, or the request may have been changed on the way.",
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
    cause:
      "The clock of the fake CIS2 is at a time when the authority that issued the card's certificate is not valid.",
    cure: "Set the clock to a time in that range with `PUT /clock` of the control API, or reset the fake CIS2.",
  },
  CERTIFICATE_TIME_UNWRITABLE: {
    responsible: "operator",
    message: "A certificate from {from} to {until} cannot be made.",
    cause:
      "The times in a certificate are between the years 1950 and 9999 (RFC 5280). The clock or the persona asks for another time.",
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
    cure: "Check the clocks. Use the card when its certificate is valid.",
  },
  CERTIFICATE_EXPIRED: {
    responsible: "card",
    message: "The certificate expired at {notAfter}.",
    cause: "Smartcard certificates last three years, and this one was not renewed.",
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
    cause: "The user's profile is closed. This happens if a person has left.",
    cure: "Ask the registration authority to reopen the profile.",
    nhs: "ERR1002",
  },
  CARD_CANCELLED: {
    responsible: "card",
    message: "The card {serial} has been cancelled.",
    cause: "The registration authority cancelled the card. It does so if a card is reported lost.",
    cure: "Use the card that replaced this card, or ask the registration authority for a new card.",
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
    cure: "Ask the registration authority why the card is suspended, and to resume it.",
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
    message: "No code to unlock the card {card} was sent.",
    cause: "Nobody has asked to unlock this card since the fake CIS2 started or was reset.",
    cure: "Ask for a security code for the card, then look again.",
  },
  RENEWAL_TOO_EARLY: {
    responsible: "person",
    message: "The card can be renewed from {from} on.",
    cause: "A card can be renewed only in the last days before its certificates expire. By default these are 90 days.",
    cure: "Renew the card on that day or later. Until then it works without renewal.",
  },
  RENEWAL_NOT_POSSIBLE: {
    responsible: "card",
    message: "The card cannot renew itself: {reason}.",
    cause: "The card lacks something that self-renewal needs. Nothing that the card uses was changed.",
    cure: "Ask the registration authority to renew the card in person.",
  },
  UNLOCK_CODE_REFUSED: {
    responsible: "person",
    message: "The security code is not right; tries left: {triesLeft}.",
    cause: "The code entered is not the one that was sent for this card.",
    cure: "Enter the code of the last message. If no try is left, ask for a new code.",
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
    message: "The card could not prove that it is the one registered.",
    cause: "The card does not hold the administration key that the registration authority has for it.",
    cure: "Check that the right card is in the reader. If it is, ask the registration authority to look at the card.",
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
    cause:
      "The client passes on only commands that administer a card. It passes on no command that uses the person's passcode or keys.",
    cure: "Check at which site the card is being renewed or unlocked.",
  },
  SIGN_IN_UNKNOWN: {
    responsible: "person",
    message: "This sign-in does not exist or has ended.",
    cause: "It was finished, took too long, or was started in another browser.",
    cure: "Go back to the system that you want to use, and sign in again.",
  },
  SIGN_IN_NOT_KEPT: {
    responsible: "operator",
    message: "No sign-in {id} is kept.",
    cause: "There was no such sign-in, a reset removed it, or newer sign-ins replaced it.",
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
    cure: "Sign in with an authenticator that is offered. If AAL2 is enough for the system, let it ask for AAL2_OR_AAL3_ANY.",
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
    message: 'This service does not answer for the host "{host}"; it is at {origin}.',
    cause: "The request names another host. This happens behind a proxy that the service does not know.",
    cure: "Use the address in the message, or set the service's public address.",
  },
  SERVICE_FAILED: {
    responsible: "cis2",
    message: "Something went wrong in the service.",
    cause: "The testkit has a fault, or the store in which it keeps its records.",
    cure: "Look for the reference in the service's log.",
  },
  SIGN_IN_REFUSED: {
    responsible: "relying-party",
    message: "The sign-in ended with {error}: {description}.",
    cause: "CIS2 sent the browser back to the relying party with an error.",
    cure: "Look up this OAuth error. It says what was wrong with the request, or what the person did.",
  },
  ROLE_NOT_HELD: {
    responsible: "person",
    message: 'The user does not hold the role "{role}"; roles held: {known}.',
    cause: "The selected role is not one of the user's roles.",
    cure: "Choose one of the listed roles. Pass its id to `login --role`.",
  },
  ROLE_NEEDED: {
    responsible: "person",
    message: "A role has to be chosen; roles held: {known}.",
    cause: "The user has several roles, the system asks for a role, and no role was selected.",
    cure: "Choose one of the listed roles.",
  },
  // Real cards
  CARD_NOT_ADOPTABLE: {
    responsible: "card",
    message: "The card cannot be adopted: {reason}.",
    cause: "Its certificates cannot be read, or were not issued by the authorities that were named with it.",
    cure: "Look at the card with `cis2-testkit readers`. Name the authority that issued its certificates, or name no authority.",
  },
  REAL_CARD_NOT_NAMED: {
    responsible: "operator",
    message: "A real card is used only if its reader and its serial are named; missing: {missing}.",
    cause: "A run can lock a real card. So you must name both the reader and the card.",
    cure: "Use --reader and --card-serial. `cis2-testkit readers` shows both values.",
  },
  REAL_CARD_OTHER: {
    responsible: "operator",
    message: "The card in the reader has the serial {found}, not {named}.",
    cause: "The reader holds another card than the card that this run may use.",
    cure: "Insert the named card, or name the card in the reader.",
  },
  REAL_CARD_LAST_TRY: {
    responsible: "person",
    message: "The card has {triesLeft} passcode try left; the testkit does not spend the last one.",
    cause: "The passcode was entered wrongly before. One more wrong passcode would lock the card.",
    cure: "Enter the right passcode in other software. The card then gives the tries back. Start again.",
  },
  REAL_CARD_RUN_ENDED: {
    responsible: "person",
    message: "The card refused {secret} during this run, so the run sends no secret any more.",
    cause: "The secret belongs to another card, or the card was exchanged.",
    cure: "Find out the right passcode or code, and start again.",
  },
  REAL_CARD_PROTECTED: {
    responsible: "operator",
    message: "{command} was not sent to the real card: {reason}.",
    cause: "A command that writes to a real card, or spends a passcode try, needs permission.",
    cure: "If you can afford to lose the card, use --allow-destructive.",
  },
  REAL_CARD_TRIES_UNKNOWN: {
    responsible: "card",
    message: "The card does not say how many passcode tries are left: VERIFY without data answered {statusWord}.",
    cause:
      "Before each passcode the run asks the card for the number of tries, so that it never spends the last try. This card gives no number.",
    cure: "Use a card that gives the number. Or test this card with software that may lock it, such as `cis2-testkit login --adopt`.",
  },
  REAL_CARD_PUK_REFUSED: {
    responsible: "person",
    message:
      "The card refused the unblocking code (PUK); the status word was {statusWord}. Its passcode was not touched.",
    cause: "CIS2_TESTKIT_PUK does not have this card's unblocking code. One try of the unblocking code is spent.",
    cure: "Correct CIS2_TESTKIT_PUK, or unset it. Without it the cases that need it do not run.",
  },
  REAL_CARD_NOT_RESTORED: {
    responsible: "card",
    message: "{case} left the card changed: {state}.",
    cause:
      "The card accepted what it should refuse. Or the card was removed or lost its power in the middle of the case.",
    cure:
      "Run again with the same card, passcode, PUK and administration key: the run begins by bringing the card back. If it " +
      "cannot, undo by hand what the message says, with software for the card or at the registration authority.",
  },
  REAL_CARD_AMBIGUOUS: {
    responsible: "operator",
    message: "Cards in several readers have the serial {serial}: {readers}.",
    cause: "Cards that were never personalised share one identifier, so --card-serial cannot distinguish them.",
    cure: "Remove all cards except the card to test.",
  },
  TRACE_MISMATCH: {
    responsible: "operator",
    message: "The trace does not fit: {difference}.",
    cause: "The run sends other commands than the run that recorded the trace.",
    cure: "Replay the same scenarios with the same version of the testkit. If only the order differs, use --trace-match command.",
  },
  TRACE_HOLDS_PASSCODE: {
    responsible: "card",
    message: "The trace was not written: exchange {exchange} would hold the passcode.",
    cause: "The card, or a command outside those that carry passcodes, repeated the passcode.",
    cure: "Report this, and say what kind of card it is. Nothing was saved.",
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
    message: 'There is no card "{profile}"; there are: {known}.',
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
    cause: "The file does not exist, is too large, or has another content than the option needs.",
    cure: "Use --har with a HAR that has contents. Use the other options with one token, or with the JSON of one answer.",
  },
  COMPARE_ISSUER_INVALID: {
    responsible: "operator",
    message: "{url} has no discovery document that can be compared: {reason}.",
    cause: "The address is not an issuer's address, or a proxy answers instead of the issuer.",
    cure: "Write the issuer as the provider writes it, without /.well-known/openid-configuration.",
  },
  SHARE_HOLDS_VALUES: {
    responsible: "operator",
    message: "Nothing was written to {file}: it would have held {count} of the values that were compared, in {places}.",
    cause: "The sheet has names, such as of a cookie. One of these names is also a value somewhere in the input.",
    cure: "Record again with other test people. Or copy by hand only what you know to be harmless.",
  },
  DATA_FILE_INVALID: {
    responsible: "operator",
    message: "{file} cannot be used: {reason}.",
    cause: "The file does not exist or cannot be made, it is not valid JSON, or a field in it has the wrong form.",
    cure: "Correct the path or the field that the message names.",
  },
  FOLDER_NOT_PRIVATE: {
    responsible: "operator",
    message: "The folder {folder} is not this user's alone.",
    cause: "Another user made the folder or can write to it, and so could have put files there.",
    cure: "Remove the folder, let only its owner write to it (chmod go-w), or name another folder.",
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
    cause:
      "The relying party is not running, or listens at another address. If it reads the discovery document when it starts, start it while the run waits.",
    cure: "Start the relying party, or correct startUrl. startSeconds says how long the run waits.",
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
    cause: "The relying party uses another secret or key than the configuration has, or sends it by another method.",
    cure: "Compare the secrets or the keys. Set relyingParty.tokenEndpointAuthMethod to the method that the relying party uses.",
  },
  RELYING_PARTY_PKCE_REFUSED: {
    responsible: "relying-party",
    message: "CIS2 refused the relying party's proof key (PKCE): {reason}.",
    cause: "The fake CIS2 accepts only the method S256, and only the verifier from which the challenge was made.",
    cure: "Send code_challenge_method=S256 and the code_verifier of the same sign-in, or use no PKCE.",
  },
  RELYING_PARTY_ALGORITHM_OTHER: {
    responsible: "relying-party",
    message: "The relying party takes ID tokens signed by {expected}, and CIS2 signs them by {actual}.",
    cause: "The relying party is set up for another algorithm.",
    cure: "Set the relying party up for {actual}, or set relyingParty.cis2.settings.idTokenAlgorithm to {expected}.",
  },
  RELYING_PARTY_DISTRUSTS_CIS2: {
    responsible: "relying-party",
    message: "The relying party does not trust the certificate of the fake CIS2 at {origin}: {reason}.",
    cause:
      "The certificate is signed by the testkit's own certification authority, which the relying party does not know.",
    cure: "Make the relying party trust that authority, or set relyingParty.cis2.tls to false. docs/fake-cis2.md says where the authority's certificate is.",
  },
  RELYING_PARTY_ELSEWHERE: {
    responsible: "relying-party",
    message: "The relying party sent nobody to the fake CIS2 at {issuer}: the sign-in ended {reason}.",
    cause:
      "The relying party has another issuer, port or host in its settings. Or a person must click something on its page first.",
    cure: "Set the relying party up with the issuer in the message, or change relyingParty.cis2. If a person must click something, name it in signInClicks.",
  },
  RELYING_PARTY_NOT_READY: {
    responsible: "relying-party",
    message: "A sign-in with nothing wrong in it leads to no session: {reason}.",
    cause: "The relying party refuses the sign-in, or its page does not look as signedIn in the configuration says.",
    cure: "Sign in by hand, and compare the page with signedIn. If the relying party refuses, look into its log.",
  },
  DRIVER_MISSING: {
    responsible: "operator",
    message: 'The driver "{driver}" cannot be used: {reason}.',
    cause: "A browser, the package that drives it, or a terminal is missing.",
    cure: "Install what is missing, or set relyingParty.driver to another driver.",
  },
  CONTROL_REFUSED: {
    responsible: "operator",
    message: "The control API refuses the request.",
    cause:
      "The request's token is missing or wrong. If the control API has no token, it answers only programs on this machine, and no web page.",
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
    cause: "This version of Node lacks something that the testkit needs.",
    cure: "In a clone run npm ci, and then ./cis2-testkit, or cis2-testkit.cmd on Windows. They use the right Node. Elsewhere install Node {needed} or later.",
  },
  CARD_FILE_IN_USE: {
    responsible: "operator",
    message: 'The card in "{file}" is in use by the process {process} on {host}, for {seconds} seconds ({lock}).',
    cause:
      "Another command has the card in a reader or changes it. Two commands at a time would undo each other's changes.",
    cure: "End the other command first. If that command ran on another computer and has ended, remove the file at the end of the message.",
  },
  FILE_FAILED: {
    responsible: "operator",
    message: 'The system refuses the file or folder "{file}": {reason}.',
    cause: "This user has no permission for it, the disk is full or read-only, or the name is too long.",
    cure: "Give the user the permission, make room on the disk, or name another place.",
  },
  OUTPUT_FAILED: {
    responsible: "operator",
    message: "What was asked for cannot be printed: {reason}.",
    cause: "Standard output goes to a full disk, or to a program that has ended.",
    cure: "Send the output elsewhere and run the command again.",
  },
  INPUT_ENDED: {
    responsible: "operator",
    message: 'Standard input ended, and "{question}" has no answer.',
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
    message: "What {target} waits for has ended: {reason}.",
    cause: "The server that writes the file could not start, or was stopped.",
    cure: "Look at what the server printed, and start it again.",
  },
  PORT_FORBIDDEN: {
    responsible: "operator",
    message: "The system lets no program of this user listen at port {port} on {host}.",
    cause: "Ports below 1024 need root, or Windows reserves a range of ports with this port.",
    cure: "Choose a port from 1024 with {setting}. 0 means any free port. On Windows `netsh int ipv4 show excludedportrange tcp` lists the ranges.",
  },
  PORT_TAKEN: {
    responsible: "operator",
    message: "Port {port} on {host} is taken.",
    cause: "Another program, or another run of this program, listens at this port.",
    cure: "Stop the other program, or choose another port with {setting}. 0 means any free port.",
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof catalogue;
