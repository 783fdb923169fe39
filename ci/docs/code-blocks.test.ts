import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe } from "node:test";
import { parse } from "acorn";
import { pagesWithCode } from "./code-blocks/code-block.ts";
import { PageShell } from "./code-blocks/shell.ts";
import { typeErrors } from "./code-blocks/type-check.ts";
import { itUntilFailure } from "../../src/foundation/testing/until-failure.ts";

const it = itUntilFailure();

const pages = pagesWithCode();
const blocks = pages.flatMap((page) => page.blocks);

it("a block that is not run says why", (test) => {
  for (const { place, treatment } of blocks) {
    if (treatment.kind !== "not run") continue;
    assert.match(treatment.reason, /\w+ \w+/, place);
    test.diagnostic(`${place} is not run: ${treatment.reason}`);
  }
});

it("blocks have a language that is known here, so that none is left out by a slip", () => {
  const known = ["sh", "ts", "js", "json", "yaml", "diff", "gherkin", "groovy", "python", "powershell", "text"];
  assert.deepEqual(
    blocks.filter(({ language }) => !known.includes(language)).map(({ place, language }) => `${place} ${language}`),
    [],
  );
});

it("blocks of TypeScript have no type errors", () => {
  const checked = blocks.filter(({ language, treatment }) => language === "ts" && treatment.kind !== "example");
  assert.ok(checked.length > 0);
  assert.deepEqual(typeErrors(checked), []);
});

it("blocks of JavaScript are modules without errors of syntax", () => {
  const scripts = blocks.filter(({ language }) => language === "js");
  assert.ok(scripts.length > 0);
  for (const { place, text } of scripts)
    assert.doesNotThrow(() => parse(text, { ecmaVersion: "latest", sourceType: "module" }), place);
});

it("blocks of JSON can be read", () => {
  for (const { place, language, text } of blocks) {
    if (language === "json") assert.doesNotThrow(() => JSON.parse(text) as unknown, place);
  }
});

describe("blocks for the shell can be run, one after the other", { concurrency: 2 }, () => {
  for (const page of pages) {
    const run = page.blocks.filter(({ language, treatment: { kind } }) =>
      language === "sh" ? kind === "by language" || kind === "goes on after" : kind === "file",
    );
    if (!run.some(({ language }) => language === "sh")) continue;
    const missing = run.some(({ text }) => text.startsWith("pytest-3")) && spawnSync("pytest-3", ["--version"]).error;
    it(page.path, { skip: missing ? "Debian's python3-pytest is not here" : false }, async () => {
      const shell = await PageShell.open();
      try {
        for (const { place, text, treatment } of run) {
          if (treatment.kind === "file") await shell.write(treatment.name, text);
          else {
            const running = treatment.kind === "goes on after" ? shell.runUntil(text, treatment.text) : shell.run(text);
            await running.catch((cause: unknown) => {
              throw new Error(`${place} ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
            });
          }
        }
      } finally {
        await shell.close();
      }
    });
  }
});
