import type { CardConnection } from "../../../iso7816/index.ts";
import type { CertificatePurpose } from "../../../pki/index.ts";
import { CardChannel } from "../card-channel.ts";
import { CardFiles } from "./card-files.ts";
import { readTokenDirectory, type TokenCredential } from "./token-directory.ts";

/** Where a series 8 card says its things are: what a test of the card itself has to know. */
export interface Series8Layout {
  /** The path of the application's directory, from the MF on. */
  readonly application: Uint8Array;
  readonly credentials: Readonly<Partial<Record<CertificatePurpose, TokenCredential>>>;
  readonly passcode: {
    /** One byte. */
    readonly reference: number;
    readonly paddedLength: number;
    readonly padding: number;
  };
}

/** Reads the layout of a card whose AuthentIC application is selected. Rejects with CARD_ANSWER_*. */
export async function readSeries8Layout(connection: CardConnection): Promise<Series8Layout> {
  const directory = await readTokenDirectory(new CardFiles(new CardChannel(connection)));
  const { pinReference, storedLength, padChar } = directory.passcode.typeAttributes;
  const [padding = 0xff] = new Uint8Array(padChar?.buffer ?? new ArrayBuffer(0));
  return {
    application: directory.application,
    credentials: directory.credentials,
    passcode: { reference: pinReference & 0xff, paddedLength: storedLength, padding },
  };
}
