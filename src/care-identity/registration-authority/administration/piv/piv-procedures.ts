import { TestkitError } from "../../../../foundation/errors/testkit-error.ts";
import type { CertificatePurpose } from "../../../../pki/index.ts";
import type { AdministrationKey } from "../../registered-card.ts";
import type { CardCertificates, CardProcedures, ProcedureContext } from "../card-procedures.ts";
import { renewPuk } from "../renew-puk.ts";
import { PivCard, type PivSlot } from "./piv-card.ts";

type Pair = Readonly<Record<CertificatePurpose, PivSlot>>;

/** Where a PIV card's pair is (SP 800-73-5 part 1, tables 2 and 4). */
const standardSlots: Pair = {
  authentication: { key: 0x9a, certificate: "5FC105" },
  signing: { key: 0x9c, certificate: "5FC10A" },
};

/** Spare slots for the new key pairs during a renewal: the first two retired key management keys. */
const spareSlots: Pair = {
  authentication: { key: 0x82, certificate: "5FC10D" },
  signing: { key: 0x83, certificate: "5FC10E" },
};

/** The administration key PIV cards leave the factory with, as PIV tools know it. */
const factoryKey: AdministrationKey = {
  algorithm: "3des",
  key: Buffer.from("0102030405060708".repeat(3), "hex").toString("base64"),
};

/** Procedures for PIV cards. docs/decisions/0070-renewal-with-spare-key-slots.md says why renewal takes two steps. */
export const pivProcedures: CardProcedures = {
  async issue(context) {
    const card = await administered(context);
    return fill(card, standardSlots, context);
  },

  async renew(context) {
    const card = await administered(context);
    const current = await card.readCertificate(standardSlots.authentication);
    let certificates: CardCertificates | undefined;
    if (current === undefined || !context.isNew(current)) {
      if (current !== undefined) await fill(card, spareSlots, context);
      else if ((await card.readCertificate(spareSlots.authentication)) === undefined) {
        throw new TestkitError("RENEWAL_NOT_POSSIBLE", { reason: "it holds no certificates" });
      }
      // From here on the spare slots are in use: clients see that 9A has no certificate.
      await card.clearCertificate(standardSlots.authentication);
      certificates = await fill(card, standardSlots, context);
    }
    certificates ??= await readPair(card, standardSlots);
    await card.clearCertificate(spareSlots.authentication);
    await card.clearCertificate(spareSlots.signing);
    return certificates;
  },

  async resetPasscode(context, passcode) {
    const card = await administered(context);
    const puk = await renewPuk(context, (old, next) => card.changePuk(old, next));
    await card.resetPasscode(puk, passcode);
  },
};

async function administered({ card, secrets, random }: ProcedureContext): Promise<PivCard> {
  const piv = new PivCard(card);
  await piv.authenticate(secrets.administrationKey ?? factoryKey, { bytes: random });
  return piv;
}

/** A new pair in a place that is not in use. The authentication certificate comes last: with it the pair is whole. */
async function fill(card: PivCard, place: Pair, context: ProcedureContext): Promise<CardCertificates> {
  await card.clearCertificate(place.authentication);
  await card.clearCertificate(place.signing);
  const make = async (purpose: CertificatePurpose) => {
    const certificate = await context.certify(purpose, await card.generate(place[purpose]));
    await card.writeCertificate(place[purpose], certificate);
    return certificate;
  };
  const signing = await make("signing");
  return { signing, authentication: await make("authentication") };
}

async function readPair(card: PivCard, place: Pair): Promise<CardCertificates> {
  const [authentication, signing] = [
    await card.readCertificate(place.authentication),
    await card.readCertificate(place.signing),
  ];
  if (authentication === undefined || signing === undefined) {
    throw new TestkitError("RENEWAL_NOT_POSSIBLE", { reason: "it holds one certificate of two" });
  }
  return { authentication, signing };
}
