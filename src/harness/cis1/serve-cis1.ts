import { type Cis1SettingsInput, type FakeCis1, parseCis1Settings, startFakeCis1 } from "../../fake-cis1/index.ts";
import type { TlsIdentity } from "../../fake-cis2/index.ts";
import { dataFileInvalid, readJsonFile } from "../../foundation/data-file.ts";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import type { Logger } from "../../foundation/logger.ts";
import { authoritiesFromPem } from "../../pki/index.ts";
import { openStore } from "../../store/open-store.ts";
import type { EmbeddedCis2 } from "../embedded-cis2.ts";

export interface Cis1Options {
  readonly port: number;
  /** The origin by which clients know it. Default: the listener's. */
  readonly publicUrl?: string | undefined;
  /** A file with its settings, as JSON. */
  readonly settingsFile?: string | undefined;
}

/** Serves `gas` on the people and cards of an embedded CIS2. Rejects with PORT_TAKEN and DATA_FILE_INVALID. */
export async function serveCis1(
  { port, publicUrl, settingsFile }: Cis1Options,
  { cis2, cardAuthorities, clock }: EmbeddedCis2,
  shared: { host: string; tls: TlsIdentity | undefined; store: string | undefined; logger: Logger },
): Promise<FakeCis1> {
  const settings = settingsFile === undefined ? undefined : readCis1Settings(settingsFile);
  const { host, tls, store = "memory:", logger } = shared;
  const { registrationAuthority, directory, adoptedCards } = cis2;
  return startFakeCis1({
    ...{ host, port, tls, publicUrl, settings, clock, logger },
    ...{ registrationAuthority, directory, adoptedCards, trusted: authoritiesFromPem(cardAuthorities) },
    store: store === "memory:" ? undefined : await openStore(store),
    onEvent: (event) => {
      const { step, userId, refused } = event;
      cis2.journal.emit({ type: "gas", ...event });
      logger.info({ step, userId, refused }, `gas: ${step}${refused === undefined ? "" : ` refused: ${refused}`}`);
    },
  });
}

/** Reads a file with settings of `gas`, as JSON. Throws DATA_FILE_INVALID, naming the setting. */
function readCis1Settings(file: string): Cis1SettingsInput {
  const json = readJsonFile(file);
  try {
    return parseCis1Settings(json);
  } catch (cause) {
    throw isTestkitError(cause) ? dataFileInvalid(file, cause.message, cause) : cause;
  }
}
