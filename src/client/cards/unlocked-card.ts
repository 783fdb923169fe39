import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { CardConnection, ReaderSource } from "../../iso7816/index.ts";
import type { PasscodeSource } from "../passcode/passcode-source.ts";
import { findCardReader } from "../readers/find-card-reader.ts";
import type { CardChannelOptions } from "./card-channel.ts";
import { openSmartcard } from "./open-smartcard.ts";
import { readCardCertificate, signatureAlgorithmOf } from "./signature-algorithms.ts";
import type { CertificatePurpose } from "../../pki/index.ts";
import type { SignatureAlgorithm, Smartcard } from "./smartcard.ts";
import { withPasscode } from "./with-passcode.ts";

export interface CardUse extends CardChannelOptions {
  readonly readers: ReaderSource;
  /** The reader to use; without it there has to be exactly one card. */
  readonly reader?: string | undefined;
  readonly passcodes: PasscodeSource;
  readonly purpose: CertificatePurpose;
  /** The system or site the card is used for, as the person knows it. */
  readonly requestedBy: string;
  readonly signal?: AbortSignal | undefined;
}

/** A card whose passcode is verified, inside the transaction it was verified in. */
export interface UnlockedCard {
  /** The certificate of the purpose, in DER. */
  readonly certificate: Uint8Array;
  /** The algorithm that belongs to the certificate's key. */
  readonly algorithm: SignatureAlgorithm;
  readonly sign: (algorithm: SignatureAlgorithm, hash: Uint8Array) => Promise<Uint8Array>;
  /** Passes a command of the registration authority on; {@link Smartcard.relay}. */
  relay(command: Uint8Array): Promise<Uint8Array>;
  /** Verifies the passcode, which the card has accepted already, once more. */
  verifyAgain(): Promise<void>;
}

/**
 * Finds the card, asks for its passcode with no transaction open (a person takes their time, and Windows ends a
 * transaction that idles), then runs `work` in one transaction with certificate read and passcode verified.
 */
export async function withUnlockedCard<T>(use: CardUse, work: (card: UnlockedCard) => Promise<T>): Promise<T> {
  const reader = await findCardReader(use.readers, use);
  const connection = await use.readers.connect(reader);
  try {
    const { triesLeft, notAfter } = await connection.transaction(() => lookAt(connection, use));
    if (triesLeft === 0) throw new TestkitError("PASSCODE_LOCKED");
    const { purpose, requestedBy } = use;
    const request = { reader, purpose, requestedBy, notAfter, triesLeft };
    return await withPasscode(use, request, (passcode) =>
      connection.transaction(async () => work(await unlock(connection, use, passcode))),
    );
  } finally {
    await connection.disconnect();
  }
}

async function lookAt(connection: CardConnection, use: CardUse) {
  const smartcard = await openSmartcard(connection, use);
  const { notAfter } = await readCertificate(smartcard, use.purpose);
  return { triesLeft: await smartcard.passcodeTriesLeft(), notAfter };
}

async function unlock(connection: CardConnection, use: CardUse, passcode: Uint8Array): Promise<UnlockedCard> {
  const { purpose } = use;
  const smartcard = await openSmartcard(connection, use);
  const { certificate, algorithm } = await readCertificate(smartcard, purpose);
  await smartcard.verifyPasscode(passcode);
  let signatures = 0;
  return {
    certificate,
    algorithm,
    async sign(algorithm, hash) {
      // The signing key wants the passcode, which the card has accepted already, before every signature.
      if (signatures++ > 0 && purpose === "signing") await smartcard.verifyPasscode(passcode);
      return smartcard.sign(purpose, algorithm, hash);
    },
    relay: (command) => smartcard.relay(command),
    verifyAgain: () => smartcard.verifyPasscode(passcode),
  };
}

async function readCertificate(smartcard: Smartcard, purpose: CertificatePurpose) {
  const certificate = await smartcard.readCertificate(purpose);
  const { publicKey, validToDate } = readCardCertificate(certificate, "GET DATA");
  const algorithm = signatureAlgorithmOf(publicKey);
  if (algorithm === undefined) {
    const kind = publicKey.asymmetricKeyDetails?.namedCurve ?? publicKey.asymmetricKeyType ?? "an unknown kind";
    throw new TestkitError("ALGORITHM_NOT_ALLOWED", { algorithm: kind });
  }
  return { certificate, algorithm, notAfter: validToDate };
}
