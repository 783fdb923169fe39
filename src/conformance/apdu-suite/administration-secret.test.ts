import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import { toHex } from "../../iso7816/index.ts";
import { administrationSecret } from "./administration-secret.ts";

const digits = (bytes: number) => "A7".repeat(bytes);

describe("an administration key as it is given", () => {
  for (const [name, bytes, algorithmId] of [
    ["3des", 24, 0x03],
    ["aes-128", 16, 0x08],
    ["aes-192", 24, 0x0a],
    ["aes-256", 32, 0x0c],
  ] as const) {
    it(`is read: ${name}`, () => {
      const secret = administrationSecret(`${name}:${digits(bytes)}\n`, "the key");
      assert.equal(secret.algorithmId, algorithmId);
      assert.equal(toHex(secret.key), digits(bytes));
    });
  }

  for (const text of [
    "",
    digits(24),
    `aes-512:${digits(64)}`,
    `aes-256:${digits(16)}`,
    `3des:${digits(23)}A`,
    `3des:${"X7".repeat(24)}`,
  ]) {
    it(`is refused without being repeated: ${text.length} characters that begin with "${text.slice(0, 8)}"`, () => {
      assert.throws(
        () => administrationSecret(text, "the key"),
        (error) => {
          assert.ok(isTestkitError(error, "CONFIGURATION_INVALID"));
          assert.match(error.message, /the key\b.*aes-192 \(24 bytes\)/);
          assert.doesNotMatch(error.message, /A7A7|X7X7/);
          return true;
        },
      );
    });
  }
});
