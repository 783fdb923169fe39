import { Path } from "./common.ts";
import { choice } from "./schema.ts";

/**
 * One entry of the object directory file: where the directory file of one kind of objects is (PKCS #15 v1.1, 6.2).
 * Of PathOrObjects only the path is provided for, as cards have it.
 */
export class ObjectDirectoryEntry {
  privateKeys?: Path;
  publicKeys?: Path;
  trustedPublicKeys?: Path;
  secretKeys?: Path;
  certificates?: Path;
  trustedCertificates?: Path;
  usefulCertificates?: Path;
  dataObjects?: Path;
  authObjects?: Path;

  constructor(fields: Partial<ObjectDirectoryEntry> = {}) {
    Object.assign(this, fields);
  }
}
choice(ObjectDirectoryEntry, {
  privateKeys: { type: Path, context: 0 },
  publicKeys: { type: Path, context: 1 },
  trustedPublicKeys: { type: Path, context: 2 },
  secretKeys: { type: Path, context: 3 },
  certificates: { type: Path, context: 4 },
  trustedCertificates: { type: Path, context: 5 },
  usefulCertificates: { type: Path, context: 6 },
  dataObjects: { type: Path, context: 7 },
  authObjects: { type: Path, context: 8 },
});
