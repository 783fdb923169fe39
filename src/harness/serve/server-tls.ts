import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TlsIdentity } from "../../fake-cis2/index.ts";
import { replaceFile } from "../../foundation/place-file.ts";
import { preparePrivateFolder } from "../../foundation/private-folder.ts";
import { cacheDirectory, openKeyStore, serverIdentity } from "../../pki/index.ts";

export interface ServerTls {
  readonly identity: TlsIdentity;
  /** The authority to trust, PEM. It is the same at every start that shares the cache directory. */
  readonly caFile: string;
}

const thisComputer = ["localhost", "127.0.0.1", "::1"];
const anyAddress = ["0.0.0.0", "::"];

/** A certificate for this computer, the address listened at and the hosts of the public URLs. */
export async function serverTls(host: string, publicUrls: readonly (string | undefined)[]): Promise<ServerTls> {
  const named = publicUrls.flatMap((url) => (url === undefined ? [] : [hostOf(url)]));
  const { certificate, privateKey, authority } = await serverIdentity(namesOf([host, ...named]), openKeyStore());
  const caFile = join(cacheDirectory(), "server-authority.pem");
  await preparePrivateFolder(cacheDirectory());
  // In one step: another instance, or a relying party that starts, may be reading it.
  const draft = `${caFile}.${randomUUID()}`;
  await writeFile(draft, authority);
  replaceFile(draft, caFile);
  return { identity: { certificate, privateKey }, caFile };
}

/** What can be wrong with a certificate, each in a way that a TLS client notices by itself. */
export const wrongCertificates = ["untrusted", "expired", "of-another-host"] as const;
export type WrongCertificate = (typeof wrongCertificates)[number];

/** A certificate that no TLS client may accept for this computer or the host, nor for the tests' own authority. */
export function wrongServerIdentity(wrong: WrongCertificate, host: string): Promise<TlsIdentity> {
  const ofAnother = wrong === "of-another-host";
  return serverIdentity(ofAnother ? ["cis2.invalid"] : namesOf([host]), openKeyStore(), ofAnother ? undefined : wrong);
}

function namesOf(hosts: readonly string[]): string[] {
  return [...new Set([...thisComputer, ...hosts].filter((one) => !anyAddress.includes(one)))];
}

function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[(.*)\]$/, "$1");
}
