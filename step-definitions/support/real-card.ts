import { type RealCard, currentRealCardRun } from "../../src/conformance/index.ts";
import type { EmbeddedCis2, PersonaCard } from "../../src/harness/index.ts";
import { algorithmOfKey, type KeyAlgorithm } from "../../src/pki/index.ts";
import { type CardProfile, cardProfile, describeCommand, describeResponse } from "../../src/virtual-card/index.ts";
import type { DesktopReaders } from "./desktop-readers.ts";

const dayMs = 24 * 60 * 60 * 1000;
/** The profiles that stand for all cards of a series; others are about one kind of them. */
const ordinary = new Set(["piv", "series8"]);

/** The reader with the real card of the run, which nobody takes out. `tell` is given what goes to and fro, in words. */
export function realCardReaders({ readers, reader }: RealCard, tell: (line: string) => void): DesktopReaders {
  const stays = () => Promise.reject(new TypeError("a real card stays where it is"));
  return {
    source: {
      list: () => readers.list(),
      watch: (signal) => readers.watch(signal),
      connect: async (name) => {
        const connection = await readers.connect(name);
        return {
          atr: connection.atr,
          protocol: connection.protocol,
          transaction: (work) => connection.transaction(work),
          disconnect: () => connection.disconnect(),
          transmit: async (command) => {
            tell(`> ${describeCommand(command)}`);
            const answer = await connection.transmit(command);
            tell(`< ${describeResponse(answer)}`);
            return answer;
          },
        };
      },
    },
    nameOf: () => Promise.resolve(reader),
    addEmpty: () => undefined,
    insert: stays,
    eject: stays,
    close: () => Promise.resolve(),
  };
}

export interface CardWanted {
  readonly profile: string;
  readonly persona: string;
  readonly algorithm?: KeyAlgorithm | undefined;
  /** The moment the scenario plays at. */
  readonly now: Date;
}

/**
 * Adopts the real card as the persona's, at the fake CIS2 of the scenario. Resolves to the card, or to the reason why it does
 * not fit the scenario.
 */
export async function adoptRealCard(embedded: EmbeddedCis2, wanted: CardWanted): Promise<PersonaCard | string> {
  const { card } = currentRealCardRun();
  const persona = embedded.persona(wanted.persona);
  const profile = cardProfile(wanted.profile);
  const reason = cannotBe(card, profile, wanted) ?? cannotBelongTo(persona.card);
  if (reason !== undefined) return reason;
  if (!persona.user.registered) {
    const holder = card.certificate.commonName;
    const known = holder === undefined ? undefined : await embedded.cis2.directory.find(holder);
    if (known !== undefined) return `it takes a card of a user who is not in the directory, and ${holder ?? ""} is`;
  }
  const { userId, roles } = await embedded.cis2.adoptedCards.adopt({ ...card.toAdopt, persona: wanted.persona });
  const { notBefore, notAfter, serialNumber } = card.certificate;
  const signing = card.signingCertificate?.serialNumber ?? serialNumber;
  return {
    persona: {
      user: { ...persona.user, userId },
      roles: roles.length > 0 ? [...roles] : persona.roles,
      card: { ...persona.card, passcode: card.passcode },
    },
    personaName: wanted.persona,
    profile,
    serial: card.toAdopt.serial,
    life: { notBefore, notAfter },
    certificateSerialNumbers: { authentication: serialNumber, signing },
  };
}

function cannotBe({ toAdopt, certificate }: RealCard, profile: CardProfile, { algorithm, now }: CardWanted) {
  if (toAdopt.series !== profile.series)
    return `it is about series ${profile.series}, and the card is series ${toAdopt.series}`;
  if (!ordinary.has(profile.name)) return `it is about one kind of card: ${profile.title}`;
  if (algorithm !== undefined && algorithmOfKey(certificate.publicKey) !== algorithm) {
    return `it is about ${algorithm} keys, and the card has others`;
  }
  if (now < certificate.notBefore || now > certificate.notAfter) {
    return "it plays at a time when the card's certificate is not valid";
  }
  return undefined;
}

/** Card states that cannot be imposed on a real card. (State at the RA can.) */
function cannotBelongTo({ state, certificate }: PersonaCard["persona"]["card"]): string | undefined {
  const isOrdinary = "issuedDaysAgo" in certificate && certificate.issuedDaysAgo * dayMs < 1000 * dayMs;
  if (state === "locked" || state === "blank") return `it takes a ${state} card`;
  return isOrdinary ? undefined : "it takes a card whose certificate has expired, is about to, or is not valid yet";
}
