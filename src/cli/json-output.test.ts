import assert from "node:assert/strict";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { Command } from "commander";
import { z } from "zod";
import { jsonOutput, jsonOutputSchemas } from "./json-output.ts";
import { createProgram } from "./program.ts";
import { runInProcess } from "./testing/run-in-process.ts";

function withJson(command: Command, name = ""): string[] {
  const own = command.options.some(({ long }) => long === "--json") ? [name.trim()] : [];
  return [...own, ...command.commands.flatMap((one) => withJson(one, `${name} ${one.name()}`))];
}

describe("what commands print with --json", () => {
  it("has a schema for each command that has the option", async () => {
    const commands = Object.keys(jsonOutput).filter((name) => !name.includes("--"));
    assert.deepEqual(commands.sort(), withJson(await createProgram()).sort());
  });

  it("has names that a program can use without quotes", () => {
    const names: string[] = [];
    JSON.stringify(jsonOutputSchemas(), (key, value: unknown) => {
      if (key === "properties") names.push(...Object.keys(value as object));
      return value;
    });
    assert.ok(names.length > 100, String(names.length));
    for (const name of names.filter((one) => one !== "not applicable")) assert.match(name, /^[a-z][A-Za-z0-9]*$/);
  });

  it("is as its schema says", async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), "json-output-"));
    const reports = ["--tags", "@id:ROLE-03", "--report-dir", folder.path];
    const commands: readonly [keyof typeof jsonOutput, ...string[]][] = [
      ["conformance", ...reports],
      ["conformance --list", "--tags", "@id:ROLE-03"],
      ["login", "--persona", "one-role"],
      ["card inspect", "one-role"],
      ["doctor"],
    ];
    for (const [command, ...words] of commands) {
      const { stdout, stderr } = await runInProcess([...command.split(" "), ...words, "--json"]);
      assert.doesNotThrow(() => z.parse(jsonOutput[command], JSON.parse(stdout)), `${command}: ${stdout}${stderr}`);
    }
  });
});
