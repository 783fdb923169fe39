import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { copyFile, mkdtempDisposable, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { systemClock } from "../../foundation/clock.ts";
import { EmulatedAuthorities, keptCertificate, openKeyStore } from "../index.ts";

const keys = openKeyStore();
const notBefore = new Date("2026-05-04T00:00:00Z");

describe("a certificate of a card", async () => {
  const authorities = await EmulatedAuthorities.create({ keys, clock: systemClock });
  const authority = authorities.authentication;
  const [{ publicKey }, other] = await Promise.all([
    keys.keyPair("test-card", "p-256"),
    keys.keyPair("test-card-2", "p-256"),
  ]);
  const content = { userId: "555000000001", notBefore, serialNumber: "40aa" };

  it("is made once for the same content, key and authority, and again for another or if the file holds another", async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), "cis2-testkit-certificates-"));
    let made = 0;
    const certificate = async (change: object = {}, key = publicKey, name = "card") => {
      const changed = { ...content, ...change };
      // A store for each: all comes from the folder.
      const store = openKeyStore({ directory: folder.path });
      const der = await keptCertificate(store, { name, authority, publicKey: key, content: changed }, () => {
        made += 1;
        return authorities.issueAuthenticationCertificate({ ...changed, publicKey: key });
      });
      return Buffer.from(der).toString("hex");
    };
    const first = await certificate();
    assert.deepEqual([await certificate(), made], [first, 1]);
    const others = [
      await certificate({ userId: "555000000002" }),
      await certificate({ notBefore: new Date("2026-05-05T00:00:00Z") }),
      await certificate({ serialNumber: "40ab" }),
      await certificate({}, other.publicKey),
    ];
    assert.equal(new Set([first, ...others]).size, 5);
    assert.deepEqual([await certificate(), made], [first, 6]);

    const file = join(folder.path, "card.certificate");
    assert.equal((await stat(file)).mode & 0o777, process.platform === "win32" ? 0o666 : 0o600);
    await certificate({}, other.publicKey, "other");
    await copyFile(join(folder.path, "other.certificate"), file);
    assert.deepEqual([await certificate(), made], [first, 8]);
    await writeFile(file, "no certificate");
    assert.deepEqual([await certificate(), made], [first, 9]);
  });

  it("is laid out as it was when layoutVersion was last raised", async () => {
    const request = { userId: "555000000001", notBefore, serialNumber: "40aabbccddeeff001122334455667788", publicKey };
    const layout = (der: Uint8Array, issuer: { readonly publicKey: typeof publicKey }) => {
      const spki = publicKey.export({ type: "spki", format: "der" });
      const issuerKey = issuer.publicKey.export({ type: "pkcs1", format: "der" });
      const identifiers = [spki.subarray(-65), issuerKey].map((key) => createHash("sha1").update(key).digest("hex"));
      // Without what the keys change: the subject's key, both key identifiers, the signature.
      const text = [spki.toString("hex"), ...identifiers].reduce(
        (rest, part) => {
          assert.ok(rest.includes(part));
          return rest.replace(part, "-");
        },
        Buffer.from(der).toString("hex").slice(0, -512),
      );
      return createHash("sha256").update(text).digest("hex").slice(0, 16);
    };
    const names = { givenName: "Ann", familyName: "O'Neil" };
    const layouts = [
      layout(await authorities.issueAuthenticationCertificate(request), authority),
      layout(await authorities.issueSigningCertificate({ ...request, ...names }), authorities.signing),
    ];
    assert.deepEqual(layouts, ["503bb7ccfb1c32ab", "9aaf610ad0196977"]);
  });
});
