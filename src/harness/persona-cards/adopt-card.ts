import { findCardReader } from "../../client/readers/find-card-reader.ts";
import { openSmartcard } from "../../client/cards/open-smartcard.ts";
import type { Smartcard } from "../../client/cards/smartcard.ts";
import type { AdoptionInput } from "../../fake-cis2/index.ts";
import { dataFileInvalid, readTextFile } from "../../foundation/data-file.ts";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import type { ReaderSource } from "../../iso7816/index.ts";

export type CardToAdopt = Pick<AdoptionInput, "serial" | "series" | "certificates">;

/**
 * What a fake CIS2 is told of a card to trust it: serial and certificates, which every card shows without a passcode.
 * Rejects with CARD_WITHOUT_CERTIFICATE, and with the errors of readers and cards.
 */
export async function cardToAdopt(readers: ReaderSource, reader?: string): Promise<CardToAdopt> {
  const connection = await readers.connect(await findCardReader(readers, { reader }));
  try {
    return await connection.transaction(async () => readCardToAdopt(await openSmartcard(connection)));
  } finally {
    await connection.disconnect();
  }
}

/** As {@link cardToAdopt}, of a card that is open. */
export async function readCardToAdopt(card: Smartcard): Promise<CardToAdopt> {
  const serial = await card.readSerial();
  const authentication = base64(await card.readCertificate("authentication"));
  const signing = await card.readCertificate("signing").then(base64, (error: unknown) => {
    if (isTestkitError(error, "CARD_WITHOUT_CERTIFICATE")) return undefined;
    throw error;
  });
  return { serial, series: card.series, certificates: { authentication, ...(signing && { signing }) } };
}

/** The certificates of a PEM file, as adoptions take them. Throws DATA_FILE_INVALID. */
export function readIssuers(file: string): string[] {
  const blocks = readTextFile(file).matchAll(
    /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g,
  );
  const issuers = [...blocks].map(([, content = ""]) => content.replaceAll(/\s/g, ""));
  if (issuers.length === 0) throw dataFileInvalid(file, "it holds no PEM certificate");
  return issuers;
}

function base64(der: Uint8Array): string {
  return Buffer.from(der).toString("base64");
}
