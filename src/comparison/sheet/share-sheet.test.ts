import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { parseSettings, settingsSchema } from "../../fake-cis2/index.ts";
import { compare } from "../compare.ts";
import { gatherEvidence } from "../evidence/gather.ts";
import { referenceOf } from "../reference.ts";
import { generatedRecording } from "../testing/generated-recording.ts";
import { shareSheet } from "./share-sheet.ts";
import { encodingsOf } from "./value-search.ts";
import { valuesHeld, writeShareSheet } from "./write-share-sheet.ts";

const recordings = 200;

describe("the sheet to share", { timeout: 600_000 }, () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "share-"));
  });
  after(() => rm(folder, { recursive: true }));

  it(`holds no value of ${recordings} recordings, in any encoding, and says what was seen`, async () => {
    const reference = await referenceOf(settingsSchema.parse({}));
    for (let number = 0; number < recordings; number++) {
      const { har, idToken, userinfo, secrets } = generatedRecording(number);
      const files = { har: join(folder, "a.har"), idToken: join(folder, "id"), userinfo: join(folder, "userinfo") };
      await writeFile(files.har, JSON.stringify(har));
      await writeFile(files.idToken, idToken);
      await writeFile(files.userinfo, userinfo);
      const evidence = await gatherEvidence({ ...files, har: [files.har] });
      const comparison = await compare(evidence, parseSettings({}), { reference });
      const sheet = shareSheet(comparison);
      for (const secret of secrets) {
        assert.ok(secret.length > 3);
        for (const form of encodingsOf(secret)) {
          assert.ok(!sheet.markdown.includes(form), `recording ${number}: ${form} of ${secret}`);
        }
      }
      assert.equal(await valuesHeld(sheet, evidence, [files.har], reference), 0, `recording ${number}`);
      for (const word of [
        "AMSession",
        "requestToSign",
        "authenticationHub",
        "unverifiedCertificate",
        "12 characters",
      ]) {
        assert.ok(sheet.markdown.includes(word), `recording ${number}: ${word} is not told`);
      }
    }
  });

  it("is not written if a name that was seen is a value as well", async () => {
    const entry = (body: string) => ({
      startedDateTime: "2026-11-27T09:00:00Z",
      request: {
        method: "POST",
        url: "http://localhost:1/sign",
        headers: [{ name: "Origin", value: "https://a.example" }],
      },
      response: { status: 200, headers: [], content: { text: body } },
    });
    const [har, share] = [join(folder, "named.har"), join(folder, "sheet.md")];
    for (const [body, isWritten] of [
      ['{"Featherstone":1,"holder":"somebody else"}', true],
      ['{"Featherstone":1,"holder":"Featherstone"}', false],
      [`{"Featherstone":1,"holder":"${Buffer.from('{"name":"Featherstone"}').toString("base64")}"}`, false],
    ] as const) {
      await writeFile(har, JSON.stringify({ log: { entries: [entry(body)] } }));
      const evidence = await gatherEvidence({ har: [har] });
      const comparison = await compare(evidence, parseSettings({}));
      const writing = writeShareSheet(share, comparison, evidence, [har]);
      if (isWritten) {
        await writing;
        assert.match(await readFile(share, "utf8"), /Featherstone/);
        await rm(share);
      } else {
        await assert.rejects(writing, { code: "SHARE_HOLDS_VALUES" });
        assert.equal(existsSync(share), false);
      }
    }
  });
});
