import { startService, type Service } from "../../measure/service.ts";

/** What the relying party knows of a provider. */
export interface Endpoints {
  readonly issuer: string;
  readonly authorize: string;
  readonly token: string;
  readonly userinfo: string;
  readonly jwks: string;
}

/** A provider in a separate process. */
export type Provider = Service<Endpoints>;

const modules = {
  "fake CIS2": "fake-cis2-process.ts",
  "oidc-provider": "oidc-provider-process.ts",
  "minimal server": "minimal-server-process.ts",
  "oauth2-mock-server": "oauth2-mock-server-process.ts",
};

export function startProvider(name: keyof typeof modules, words?: readonly string[]): Promise<Provider> {
  return startService<Endpoints>(new URL(modules[name], import.meta.url), words);
}
