import { openStore, type NetworkName } from "../fake-cis2/index.ts";
import type { Logger } from "../foundation/logger.ts";
import { startEnvironment } from "./environment.ts";
import { readRelyingParties } from "./relying-party-file.ts";
import { exampleRelyingParty } from "./example-relying-party.ts";

export interface ServeOptions {
  readonly host: string;
  readonly ports: Readonly<Record<NetworkName, number>>;
  readonly logger: Logger;
  /** Of the example relying party, in place of its own. */
  readonly redirectUris?: readonly string[];
  /** Files with relying parties, as JSON. */
  readonly relyingPartyFiles?: readonly string[];
  /** The origin of the internet network, where a proxy or container gives it another than the listener's. */
  readonly publicUrl?: string;
  /** `memory:`, `sqlite:<file>`, `redis://…`. */
  readonly store?: string;
  readonly control?: { readonly host?: string; readonly port: number; readonly token?: string };
}

export interface Serving {
  /** What somebody who sets a relying party up has to know, by name. */
  readonly ready: Readonly<Record<string, string | readonly string[]>>;
  readonly close: () => Promise<void>;
}

/** Starts the fake CIS2 with the example relying party, and registers the cards of all personas. */
export async function serveFakeCis2(options: ServeOptions): Promise<Serving> {
  const { host, ports, logger, redirectUris, relyingPartyFiles = [], publicUrl, control } = options;
  const others = (await Promise.all(relyingPartyFiles.map(readRelyingParties))).flat();
  const relyingParty = {
    ...exampleRelyingParty,
    redirectUris: [...(redirectUris ?? exampleRelyingParty.redirectUris)],
  };
  const environment = await startEnvironment({
    relyingParties: [relyingParty, ...others],
    logger,
    networks: {
      internet: { host, port: ports.internet, ...(publicUrl === undefined ? {} : { publicUrl }) },
      hscn: { host, port: ports.hscn },
    },
    store: await openStore(options.store),
    ...(control ? { control } : {}),
  });
  await environment.registerEveryCard();
  const { internet, hscn } = environment.cis2.networks;
  return {
    ready: {
      issuer: internet.issuer,
      "issuer on the HSCN": hscn.issuer,
      discovery: `${internet.issuer}/.well-known/openid-configuration`,
      client_id: relyingParty.clientId,
      client_secret: relyingParty.clientSecret,
      redirect_uris: relyingParty.redirectUris,
      ...(environment.cis2.control ? { "control API": environment.cis2.control.origin } : {}),
    },
    close: () => environment.close(),
  };
}
