import { randomUUID } from "node:crypto";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TlsIdentity } from "../../fake-cis2/index.ts";
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
  const hosts = new Set([...thisComputer, host, ...named].filter((one) => !anyAddress.includes(one)));
  const { certificate, privateKey, authority } = await serverIdentity([...hosts], openKeyStore());
  const caFile = join(cacheDirectory(), "server-authority.pem");
  await preparePrivateFolder(cacheDirectory());
  // In one step: another instance, or a relying party that starts, may be reading it.
  const draft = `${caFile}.${randomUUID()}`;
  await writeFile(draft, authority);
  await rename(draft, caFile);
  return { identity: { certificate, privateKey }, caFile };
}

function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[(.*)\]$/, "$1");
}
