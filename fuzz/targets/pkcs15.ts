import assert from "node:assert/strict";
import { MalformedTlvError } from "../../src/iso7816/index.ts";
import {
  CertificateObject,
  decodeApplicationDirectory,
  decodeDirectoryFile,
  decodeValue,
  encodeApplicationTemplate,
  encodeDirectoryFile,
  MalformedFileError,
  ObjectDirectoryEntry,
  PinObject,
  RsaKeyObject,
  TokenInfo,
} from "../../src/pkcs15/index.ts";
import { issueCard } from "../../src/virtual-card/testing/issue-card.ts";
import { type FuzzTarget, unlessRefused } from "../runner/target.ts";

const refusals = [MalformedFileError, MalformedTlvError];

/** The files of a PKCS #15 card, each kind read out of each input: a value that was read can be written and read again. */
export const target: FuzzTarget = {
  name: "pkcs15",
  seeds: () =>
    issueCard({ profile: "series8" })
      .applets.flatMap((applet) => (applet.type === "series8" ? Object.values(applet.files) : []))
      .flatMap((file) => (file.type === "ef" ? [Buffer.from(file.content, "base64")] : []))
      .filter(({ length }) => length < 1024),
  open: () => ({
    run: (input) => {
      readAgain(input, RsaKeyObject);
      readAgain(input, PinObject);
      readAgain(input, CertificateObject);
      readAgain(input, ObjectDirectoryEntry, "any");
      unlessRefused(() => decodeValue(input, TokenInfo), refusals);
      const templates = unlessRefused(() => decodeApplicationDirectory(input), refusals);
      if (templates === undefined) return;
      const again = decodeApplicationDirectory(Buffer.concat(templates.map(encodeApplicationTemplate)));
      assert.equal(again.length, templates.length);
    },
  }),
};

function readAgain(input: Uint8Array, type: new () => object, tags?: "any"): void {
  const values = unlessRefused(() => decodeDirectoryFile(input, type, tags), refusals);
  if (values === undefined) return;
  const encoded = encodeDirectoryFile(values);
  assert.deepEqual(encodeDirectoryFile(decodeDirectoryFile(encoded, type, tags)), encoded);
}
