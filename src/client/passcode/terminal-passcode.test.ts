import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { describe, it } from "node:test";
import { PasscodeRefused } from "../cards/card-errors.ts";
import type { PasscodeRequest } from "./passcode-source.ts";
import { terminalPasscode } from "./terminal-passcode.ts";

const request: PasscodeRequest = {
  reader: "R1",
  purpose: "authentication",
  requestedBy: "Test system",
  triesLeft: 3,
  notAfter: new Date(0),
};

function terminal() {
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (raw: boolean) => {
      modes.push(raw);
    },
  });
  const output = new PassThrough();
  return { input, output, modes, shown: () => String(output.read() ?? ""), source: terminalPasscode(input, output) };
}

describe("the passcode at the terminal", () => {
  it("is read without being shown, erasing included, and the terminal is put back", async () => {
    const { input, source, shown, modes } = terminal();
    const asked = source.ask(request);
    await new Promise(setImmediate);
    input.write("1235\u007f");
    input.write("456\r");
    assert.equal(Buffer.from(await asked).toString(), "123456");
    assert.equal(shown(), "Enter your passcode for Test system (R1, 3 tries left): \n");
    assert.deepEqual(modes, [true, false]);
  });

  it("says when the one before was refused", async () => {
    const { input, source, shown } = terminal();
    const asked = source.ask({ ...request, triesLeft: 1, refused: new PasscodeRefused(1) });
    await new Promise(setImmediate);
    input.write("123456\n");
    await asked;
    assert.match(shown(), /^The card refused the passcode; tries left: 1\.\n.*1 try left/);
  });

  for (const [name, keys] of Object.entries({ "Ctrl-C": "12\u0003", "Ctrl-D": "12\u0004", "an empty line": "\r" })) {
    it(`is cancelled by ${name}`, async () => {
      const { input, source, modes } = terminal();
      const asked = source.ask(request);
      await new Promise(setImmediate);
      input.write(keys);
      await assert.rejects(asked, { code: "PASSCODE_CANCELLED" });
      assert.deepEqual(modes, [true, false]);
    });
  }

  it("is cancelled by the caller", async () => {
    const { source } = terminal();
    const abort = new AbortController();
    const asked = source.ask(request, abort.signal);
    await new Promise(setImmediate);
    abort.abort();
    await assert.rejects(asked, { code: "PASSCODE_CANCELLED" });
  });

  it("is asked for in one line, whatever the names in it are made of", async () => {
    const { input, source, shown } = terminal();
    const asked = source.ask({ ...request, requestedBy: "a\r\u001b[2KEnter\u202e\n", reader: "R\u00801\u200b" });
    await new Promise(setImmediate);
    assert.equal(shown(), "Enter your passcode for a Enter (R\ufffd1, 3 tries left): ");
    input.write("\u0003");
    await assert.rejects(asked, { code: "PASSCODE_CANCELLED" });
  });

  it("asks about one request at a time, and one line answers one of them", async () => {
    const { input, source, shown } = terminal();
    const first = source.ask({ ...request, requestedBy: "first" });
    const second = source.ask({ ...request, requestedBy: "second" });
    await new Promise(setImmediate);
    assert.match(shown(), /^Enter your passcode for first \([^\n]*$/);
    input.write("123456\r");
    assert.equal(Buffer.from(await first).toString(), "123456");
    await new Promise(setImmediate);
    assert.match(shown(), /^\nEnter your passcode for second/);
    input.write("\u0003");
    await assert.rejects(second, { code: "PASSCODE_CANCELLED" });
  });

  it("takes nothing that was typed before it asks", async () => {
    const { input, source } = terminal();
    input.write("999999\r");
    const asked = source.ask(request);
    await new Promise(setImmediate);
    input.write("123456\r");
    assert.equal(Buffer.from(await asked).toString(), "123456");
  });

  it("is not asked for if there is no terminal", async () => {
    await assert.rejects(terminalPasscode(new PassThrough(), new PassThrough()).ask(request), {
      code: "PASSCODE_UNAVAILABLE",
    });
  });
});
