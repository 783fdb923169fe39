import type { NetworkName } from "../fake-cis2/index.ts";
import type { Logger } from "../foundation/logger.ts";
import { startEnvironment } from "./environment.ts";
import { exampleRelyingParty } from "./example-relying-party.ts";

export interface ServeOptions {
  readonly host: string;
  readonly ports: Readonly<Record<NetworkName, number>>;
  readonly logger: Logger;
  /** Of the example relying party, in place of its own. */
  readonly redirectUris?: readonly string[];
}

export interface Serving {
  /** What somebody who sets a relying party up has to know, by name. */
  readonly ready: Readonly<Record<string, string | readonly string[]>>;
  readonly close: () => Promise<void>;
}

/** Starts the fake CIS2 with the example relying party, and registers the cards of all personas. */
export async function serveFakeCis2({ host, ports, logger, redirectUris }: ServeOptions): Promise<Serving> {
  const relyingParty = {
    ...exampleRelyingParty,
    redirectUris: [...(redirectUris ?? exampleRelyingParty.redirectUris)],
  };
  const environment = await startEnvironment({
    relyingParties: [relyingParty],
    logger,
    networks: { internet: { host, port: ports.internet }, hscn: { host, port: ports.hscn } },
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
    },
    close: () => environment.close(),
  };
}
