import { TestkitError } from "../../../../foundation/errors/testkit-error.ts";
import { fromHex, toHex } from "../../../../iso7816/index.ts";
import { encodeDirectoryFile, ObjectDirectoryEntry, Path } from "../../../../pkcs15/index.ts";
import type { CertificatePurpose } from "../../../../pki/index.ts";
import type { CardCertificates, CardProcedures, ProcedureContext } from "../card-procedures.ts";
import { renewPuk } from "../renew-puk.ts";
import { Series8Card } from "./series8-card.ts";

const application = "3F005015";
const objectDirectory = `${application}5031`;
const authenticationObjects = "7001";

interface KeyPlace {
  readonly keyReference: number;
  readonly publicKey: string;
  readonly certificate: string;
}

/** A place for a pair, with the directory files that lead to it; the cards are made with two (docs/decisions/0070-renewal-with-spare-key-slots.md). */
interface PairPlace extends Readonly<Record<CertificatePurpose, KeyPlace>> {
  readonly directories: readonly [privateKeys: string, publicKeys: string, certificates: string];
}

const places: readonly [PairPlace, PairPlace] = [
  {
    directories: ["7002", "7004", "7005"],
    authentication: { keyReference: 0x81, publicKey: "A001", certificate: "B001" },
    signing: { keyReference: 0x82, publicKey: "A002", certificate: "B002" },
  },
  {
    directories: ["7012", "7014", "7015"],
    authentication: { keyReference: 0x83, publicKey: "A003", certificate: "B003" },
    signing: { keyReference: 0x84, publicKey: "A004", certificate: "B004" },
  },
];

/** Procedures for series 8 cards: a new pair is made in the place not in use, then one command puts it in use. */
export const series8Procedures: CardProcedures = {
  async issue(context) {
    const card = new Series8Card(context.card);
    return putInUse(card, places[0], context);
  },

  async renew(context) {
    const card = new Series8Card(context.card);
    const inUse = await placeInUse(card);
    if (inUse === undefined) throw new TestkitError("RENEWAL_NOT_POSSIBLE", { reason: "it holds no certificates" });
    const certificates = await readPair(card, inUse);
    if (context.isNew(certificates.authentication)) return certificates;
    return putInUse(card, inUse === places[0] ? places[1] : places[0], context);
  },

  async resetPasscode(context, passcode) {
    const card = new Series8Card(context.card);
    const puk = await renewPuk(context, (old, next) => card.changePuk(old, next));
    await card.resetPasscode(puk, passcode);
  },
};

async function putInUse(card: Series8Card, place: PairPlace, context: ProcedureContext): Promise<CardCertificates> {
  const make = async (purpose: CertificatePurpose) => {
    const { keyReference, publicKey, certificate } = place[purpose];
    const key = await card.generate(keyReference);
    const der = await context.certify(purpose, key);
    await card.write(application + publicKey, key.export({ format: "der", type: "pkcs1" }));
    await card.write(application + certificate, der);
    return der;
  };
  const certificates = { authentication: await make("authentication"), signing: await make("signing") };
  await card.write(objectDirectory, directoryNaming(place));
  return certificates;
}

async function placeInUse(card: Series8Card): Promise<PairPlace | undefined> {
  const content = toHex(await card.read(objectDirectory));
  return places.find((place) => content.startsWith(toHex(directoryNaming(place))));
}

async function readPair(card: Series8Card, place: PairPlace): Promise<CardCertificates> {
  const [authentication, signing] = [
    await card.readCertificate(application + place.authentication.certificate),
    await card.readCertificate(application + place.signing.certificate),
  ];
  if (authentication === undefined || signing === undefined) {
    throw new TestkitError("RENEWAL_NOT_POSSIBLE", { reason: "its certificates cannot be read" });
  }
  return { authentication, signing };
}

/** The object directory file (PKCS #15 v1.1, 6.2) that leads to a place. It is short enough for one command. */
function directoryNaming({ directories: [privateKeys, publicKeys, certificates] }: PairPlace): Uint8Array {
  const path = (id: string) => new Path(fromHex(application + id));
  return encodeDirectoryFile([
    new ObjectDirectoryEntry({ authObjects: path(authenticationObjects) }),
    new ObjectDirectoryEntry({ privateKeys: path(privateKeys) }),
    new ObjectDirectoryEntry({ publicKeys: path(publicKeys) }),
    new ObjectDirectoryEntry({ certificates: path(certificates) }),
  ]);
}
