import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import * as http from "node:http";
import * as tls from "node:tls";
import { decodeText } from "../../foundation/decode-text.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";

/** Names a file of further certification authorities to trust, in PEM. */
export const caFileVariable = "CIS2_TESTKIT_CA_FILE";

const proxyVariables = ["HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy"];
/** This machine is never reached through a proxy. */
const neverProxied = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Sends the requests of this process the way its environment says: through HTTPS_PROXY and HTTP_PROXY except for the
 * hosts of NO_PROXY, trusting the authorities in CIS2_TESTKIT_CA_FILE besides the usual ones. Returns what undoes it.
 * Rejects with CONFIGURATION_INVALID for a file or proxy that cannot be used.
 */
export async function configureNetwork(environment: NodeJS.ProcessEnv = process.env): Promise<() => void> {
  const undo = [await trustFile(environment[caFileVariable]), useProxies(environment)];
  return () => {
    for (const step of undo) step();
  };
}

async function trustFile(file: string | undefined): Promise<() => void> {
  if (file === undefined || file === "") return nothing;
  if (!("setDefaultCACertificates" in tls)) throw needsNewerNode(caFileVariable);
  const before = tls.getCACertificates("default");
  tls.setDefaultCACertificates([...before, ...(await readAuthorities(file))]);
  return () => {
    tls.setDefaultCACertificates(before);
  };
}

async function readAuthorities(file: string): Promise<string[]> {
  try {
    const pem = decodeText(await readFile(file), false);
    const certificates = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    for (const certificate of certificates) new X509Certificate(certificate);
    if (certificates.length === 0) throw new Error("it holds no certificate in PEM");
    return certificates;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TestkitError("CONFIGURATION_INVALID", { setting: `${caFileVariable}=${file}`, reason }, { cause: error });
  }
}

function useProxies(environment: NodeJS.ProcessEnv): () => void {
  const set = proxyVariables.filter((name) => (environment[name] ?? "") !== "");
  if (set.length === 0) return nothing;
  for (const name of set) {
    if (URL.canParse(environment[name] ?? "")) continue;
    throw new TestkitError("CONFIGURATION_INVALID", { setting: name, reason: "it is not a URL" });
  }
  if (!("setGlobalProxyFromEnv" in http)) throw needsNewerNode(set.join(", "));
  const exceptions = [environment["NO_PROXY"] ?? environment["no_proxy"] ?? "", ...neverProxied];
  return http.setGlobalProxyFromEnv({ ...environment, NO_PROXY: exceptions.filter(Boolean).join(",") });
}

/** Node 22 can do neither. */
function needsNewerNode(setting: string): TestkitError {
  return new TestkitError("CONFIGURATION_INVALID", { setting, reason: `Node ${process.versions.node} cannot, 24 can` });
}

function nothing(): void {
  // Nothing was changed.
}
