import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { comparisonSchema } from "../comparison/index.ts";
import { type EmbeddedCis2, startEmbeddedCis2 } from "../harness/index.ts";
import { runInProcess } from "./testing/run-in-process.ts";
import { closeAll } from "../foundation/testing/close-all.ts";

describe("compare", { timeout: 300_000 }, () => {
  let folder: string;
  let same: EmbeddedCis2;
  let other: EmbeddedCis2;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "compare-"));
    same = await startEmbeddedCis2({ relyingParties: [] });
    other = await startEmbeddedCis2({ relyingParties: [], settings: { acrValues: ["AAL3_ANY"] } });
  });
  after(() =>
    closeAll(
      () => same.close(),
      () => other.close(),
      () => rm(folder, { recursive: true }),
    ),
  );
  const issuerOf = (embedded: EmbeddedCis2) => embedded.cis2.networks.internet.issuer;

  it("ends with 0 if nothing is different, by the issuer or the address of its discovery document", async () => {
    for (const end of ["", "/", "/.well-known/openid-configuration"]) {
      const { exitCode, stdout, stderr } = await runInProcess(["compare", "--issuer", `${issuerOf(same)}${end}`]);
      assert.deepEqual([exitCode, stderr], [0, ""]);
      assert.match(stdout, /No difference from the fake CIS2/);
    }
  });

  it("ends with 1, names the setting, and writes a file with which nothing is different", async () => {
    const file = join(folder, "settings.json");
    const words = ["compare", "--issuer", issuerOf(other)];
    const found = await runInProcess([...words, "--json", "--write", file, "--share", join(folder, "sheet.md")]);
    assert.deepEqual([found.exitCode, found.stderr], [1, ""]);
    const { differences, settings } = comparisonSchema.parse(JSON.parse(found.stdout));
    assert.deepEqual(
      differences.map(({ name, assumption }) => [name, assumption]),
      [["acrValues", "SETTING-DISCOVERY-04"]],
    );
    assert.deepEqual(JSON.parse(await readFile(file, "utf8")), settings);
    assert.match(await readFile(join(folder, "sheet.md"), "utf8"), /acrValues/);
    const again = await runInProcess([...words, "--settings", file]);
    assert.equal(again.exitCode, 0, again.stdout);
  });

  it("ends with 2 for input that is wrong, and says what", async () => {
    const file = join(folder, "input");
    const input = async (text: string | Uint8Array, option: string) => {
      await writeFile(file, text);
      return runInProcess(["compare", option, file]);
    };
    for (const [text, option] of [
      ["", "--har"],
      ["{}", "--har"],
      ['{"log":{"entries":[', "--har"],
      [`{"log":${"[".repeat(200)}`, "--har"],
      [Buffer.from('{"log":{"entries":["\ud83d"]}}').subarray(0, 24), "--har"],
      [new Uint8Array([0x7b, 0xff, 0xfe, 0x80]), "--har"],
      ["no token", "--id-token"],
      ["[1]", "--userinfo"],
      ["a.b.c", "--token-response"],
      [new Uint8Array(2 * 1024 * 1024), "--logout-token"],
    ] as const) {
      const { exitCode, stderr } = await input(text, option);
      assert.deepEqual([exitCode, stderr.startsWith("COMPARE_INPUT_INVALID")], [2, true], `${option} ${stderr}`);
    }
    assert.equal((await runInProcess(["compare"])).exitCode, 2);
    assert.equal((await runInProcess(["compare", "--har", join(folder, "nowhere")])).exitCode, 2);
    const noIssuer = await runInProcess(["compare", "--issuer", `${same.cis2.networks.internet.origin}/nothing`]);
    assert.deepEqual([noIssuer.exitCode, noIssuer.stderr.startsWith("COMPARE_ISSUER_INVALID")], [2, true]);
  });

  it("reads a recording in UTF-16, and one with a byte order mark", async () => {
    const har = JSON.stringify({ log: { version: "1.1", entries: [] } });
    const file = join(folder, "utf16.har");
    for (const bytes of [Buffer.from(`\ufeff${har}`, "utf16le"), Buffer.from(`\ufeff${har}`)]) {
      await writeFile(file, bytes);
      assert.equal((await runInProcess(["compare", "--har", file])).exitCode, 0);
    }
  });

  it("ends with 4 if the issuer is not reached", async () => {
    const { exitCode, stderr } = await runInProcess(["compare", "--issuer", "http://127.0.0.1:9/openam"]);
    assert.deepEqual([exitCode, stderr.startsWith("CIS2_UNREACHABLE")], [4, true]);
  });
});
