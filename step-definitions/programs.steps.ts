import assert from "node:assert/strict";
import { After, Given, Then, When } from "@cucumber/cucumber";
import { openPcscReaders } from "../src/client/index.ts";
import { isTestkitError } from "../src/foundation/errors/testkit-error.ts";
import { expectSame } from "./support/expected.ts";
import { ProgramWithReaders } from "./support/program-with-readers.ts";
import type { TestkitWorld } from "./support/world.ts";

interface Run {
  readonly program: ProgramWithReaders;
  reader: string;
}

const runs = new WeakMap<TestkitWorld, Run>();

After(async function (this: TestkitWorld) {
  await runs.get(this)?.program.close();
});

Given(
  "a program runs with the {string} card of {string} in the reader {string}",
  async function (this: TestkitWorld, profile: string, persona: string, reader: string) {
    const run = await prepare(this);
    if (run === undefined) return "skipped";
    run.reader = reader;
    await run.program.watch(`${profile}:${persona}@${reader}`);
    return undefined;
  },
);

When("a program that ends with exit code {int} is run with readers", async function (this: TestkitWorld, code: number) {
  const run = await prepare(this);
  if (run === undefined) return "skipped";
  run.program.end(code);
  await run.program.exitCode();
  return undefined;
});

When("the card is taken out by the control API", async function (this: TestkitWorld) {
  const { program, reader } = runOf(this);
  await program.change(reader);
});

When(
  "the {string} card of {string} is inserted by the control API",
  async function (this: TestkitWorld, profile: string, persona: string) {
    const { program, reader } = runOf(this);
    await program.change(reader, { persona, profile });
  },
);

When("the person ends the program with Ctrl-C", async function (this: TestkitWorld) {
  await runOf(this).program.interrupt();
});

When("the power fails", async function (this: TestkitWorld) {
  await runOf(this).program.kill();
  const left = await runOf(this).program.left();
  assert.ok(left.length > 0, "a killed program left nothing, so that nothing can be said of its removal");
});

Then(
  "the program sees the card of {string} in the reader {string}",
  async function (this: TestkitWorld, persona: string, reader: string) {
    const { user } = await this.cards.persona(persona);
    const seen = await runOf(this).program.next(({ certificates = [] }) => certificates.length > 0);
    expectSame("the reader with a card", seen.reader, reader);
    const [{ subject } = { subject: "" }] = seen.certificates ?? [];
    assert.ok(subject.endsWith(`CN=${user.userId}`), `the card is of "${subject}", and should be of ${user.userId}`);
  },
);

Then("the program sees that the card has gone", async function (this: TestkitWorld) {
  const { program, reader } = runOf(this);
  const { reader: seen } = await program.next(({ event }) => event === "card-removed");
  expectSame("the reader whose card has gone", seen, reader);
});

Then("the exit code is {int}", async function (this: TestkitWorld, code: number) {
  expectSame("the exit code", await runOf(this).program.exitCode(), code);
});

Then("nothing is left of the readers", async function (this: TestkitWorld) {
  expectSame("what is left of the readers", await runOf(this).program.left(), []);
});

function runOf(world: TestkitWorld): Run {
  return runs.get(world) ?? assert.fail("no program was run with readers");
}

/** Undefined, and said so, if no program of this system can use the readers. */
async function prepare(world: TestkitWorld): Promise<Run | undefined> {
  const reason = await programsCannotRun();
  if (reason !== undefined) {
    world.remark("not applicable", reason);
    return undefined;
  }
  const run = runs.get(world) ?? { program: await ProgramWithReaders.prepare(), reader: "" };
  runs.set(world, run);
  return run;
}

async function programsCannotRun(): Promise<string | undefined> {
  if (process.platform === "win32" || process.platform === "darwin")
    return "programs of this system use another PC/SC service, which cannot be replaced";
  try {
    await openPcscReaders();
    return undefined;
  } catch (error) {
    if (!isTestkitError(error, "PCSC_LIBRARY_MISSING") && !isTestkitError(error, "NATIVE_MODULE_MISSING")) throw error;
    return error.message;
  }
}
