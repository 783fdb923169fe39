import type { CardConnection, ReaderSource } from "../../iso7816/index.ts";
import { openSmartcard } from "../cards/open-smartcard.ts";
import { readCardCertificate } from "../cards/signature-algorithms.ts";
import type { PasscodeSource } from "../passcode/passcode-source.ts";
import { findCardReader } from "../readers/find-card-reader.ts";

/** What every kind of credential management needs to find the card and its person. */
export interface CredentialUse {
  readonly readers: ReaderSource;
  /** The reader to use; without it there has to be exactly one card. */
  readonly reader?: string | undefined;
  readonly passcodes: PasscodeSource;
  readonly signal?: AbortSignal | undefined;
}

/** What can be seen of a card without its passcode. */
export interface CardPreview {
  readonly reader: string;
  /** The authentication certificate in DER. */
  readonly certificate: Uint8Array;
  readonly notAfter: Date;
  /** 0 on a locked card. */
  readonly triesLeft: number | undefined;
}

/** Finds the card, looks at it, and gives it back when `work` is done, which begins its own transactions. */
export async function withCard<T>(
  { readers, reader: wanted }: Pick<CredentialUse, "readers" | "reader">,
  work: (connection: CardConnection, seen: CardPreview) => Promise<T>,
): Promise<T> {
  const reader = await findCardReader(readers, { reader: wanted });
  const connection = await readers.connect(reader);
  try {
    const seen = await connection.transaction(async () => {
      const smartcard = await openSmartcard(connection);
      const certificate = await smartcard.readCertificate("authentication");
      const { validToDate: notAfter } = readCardCertificate(certificate, "GET DATA");
      return { reader, certificate, notAfter, triesLeft: await smartcard.passcodeTriesLeft() };
    });
    return await work(connection, seen);
  } finally {
    await connection.disconnect();
  }
}
