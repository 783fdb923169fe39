import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, it } from "node:test";
import { catalogue, type ErrorCode } from "./catalogue.ts";
import { errorAnswer, forPerson } from "./for-person.ts";
import { personTexts } from "./person-texts.ts";
import { TestkitError } from "./testkit-error.ts";

const src = fileURLToPath(new URL("../../", import.meta.url));
/** What answers browsers: CIS2's pages, the client on the desktop, and the demo's pages. */
const answering = ["fake-cis2", "care-identity", "client", "store", "harness/relying-party", "harness/desktop"];
/** Codes these folders name that end a command as it starts, before there is any page. */
const beforeAnyPage: readonly ErrorCode[] = ["PORT_TAKEN", "PORT_FORBIDDEN", "DATA_FILE_INVALID", "NODE_TOO_OLD"];
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
const texts = Object.entries(personTexts).map(([code, text]) => ({ code: code as ErrorCode, ...text }));

describe("the text that the person at a page reads", () => {
  it("is there for each error that a page can show", () => {
    const files = globSync(
      answering.map((folder) => `${folder}/**/*.ts`),
      { cwd: src, exclude: ["**/*.test.ts"] },
    );
    const named = files.flatMap((file) =>
      [...readFileSync(`${src}${file}`, "utf8").matchAll(/TestkitError\(\s*"([A-Z0-9_]+)"/g)].map(([, code]) => code),
    );
    assert.ok(named.length > 100, "the sources were not found");
    const missing = [...new Set(named)].filter(
      (code) => personTexts[code as ErrorCode] === undefined && !beforeAnyPage.includes(code as ErrorCode),
    );
    assert.deepEqual(missing, []);
  });

  it("names only details that the error has", () => {
    for (const { code, message, next } of texts) {
      const known = placeholders(`${catalogue[code].message} ${catalogue[code].cure}`);
      for (const name of placeholders(`${message} ${next}`)) assert.ok(known.includes(name), `${code}: {${name}}`);
    }
  });

  it("is short sentences without a developer's words, a serial or a time of day", () => {
    const developers =
      /\b(challenge|assertion|token|certificate's key|algorithm|JSON|origin|relying party|registered for|serial|OAuth|redirect|client id|PC\/SC|ATR|APDU|status word|log|settings?|API|cis2-testkit)\b|`/i;
    for (const { code, message, next } of texts) {
      for (const sentence of `${message} ${next}`.split(/(?<=[.?]) /)) {
        assert.match(sentence, /[.?]$/, code);
        assert.ok(sentence.split(" ").length <= 20, `${code}: ${sentence}`);
        assert.doesNotMatch(sentence, developers, code);
        assert.doesNotMatch(sentence, /[{]serial|[{]card[}]|[{]userId/, code);
      }
    }
  });

  it("writes a time as a day in words", () => {
    const { message } = forPerson("CERTIFICATE_EXPIRED", { notAfter: "2026-08-14T23:59:59.000Z" });
    assert.equal(message, "Your smartcard's certificate ran out on 14 August 2026.");
    assert.match(
      forPerson("RENEWAL_TOO_EARLY", { from: "2026-12-31T23:30:00.000Z" }).message,
      /from 31 December 2026\./,
    );
  });

  it("lets the person try again only if that can help, and leads to the card services if those can", () => {
    for (const code of ["CERTIFICATE_EXPIRED", "CERTIFICATE_REVOKED", "USER_UNKNOWN", "PASSCODE_LOCKED"] as const) {
      assert.equal(forPerson(code).again, undefined, code);
    }
    assert.equal(forPerson("PASSCODE_LOCKED").cardService, "unlock");
    assert.equal(forPerson("CHALLENGE_USED").again, true);
    assert.equal(forPerson("CARD_ABSENT").waitsForCard, true);
  });

  it("is that of a failed service for an error that no page should meet, with nothing to try again", () => {
    const { again, message } = forPerson("TRACE_MISMATCH", { difference: "one" });
    assert.deepEqual([again, message], [undefined, forPerson("SERVICE_FAILED").message]);
  });

  it("goes with the developer's in an answer to a program", () => {
    const details = { notAfter: "2026-08-14T22:59:59.000Z" };
    const { code, message, person } = errorAnswer(new TestkitError("CERTIFICATE_EXPIRED", details));
    assert.deepEqual([code, message], ["CERTIFICATE_EXPIRED", "The certificate expired at 2026-08-14T22:59:59.000Z."]);
    assert.deepEqual(person, forPerson("CERTIFICATE_EXPIRED", details));
  });
});
