import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { runCommand } from "../../interoperability/client/command-line.ts";
import { type Pcscd, skipWithoutPcscd, startPcscd, vpcdReader } from "../../interoperability/pcscd.ts";
import { PersonaCardIssuer } from "../../src/harness/index.ts";
import { type InsertableCard, VirtualCard } from "../../src/virtual-card/index.ts";
import { type ClientProcess, startClient } from "./client-process.ts";
import { WatchedCard } from "./watched-card.ts";

const wrong = "00000000";
const isPasscode = (command: Uint8Array) => command[1] === 0x20 && command.length > 5;

/** When the client is killed: whether a command is the moment, and whether the card has answered it by then. */
const moments = {
  "before the card gets the passcode": { at: (command: Uint8Array) => !isPasscode(command), answered: true, spent: 0 },
  "while the passcode is on its way": { at: isPasscode, answered: false, spent: 1 },
  "when the card has refused the passcode": { at: isPasscode, answered: true, spent: 1 },
};

describe("a client that is killed as it sends a wrong passcode, through pcscd", { skip: skipWithoutPcscd() }, () => {
  let pcscd: Pcscd;
  let issuer: PersonaCardIssuer;
  before(async () => {
    pcscd = await startPcscd();
    issuer = await PersonaCardIssuer.open();
  });
  after(() => pcscd.stop());

  for (const [moment, { at, answered, spent }] of Object.entries(moments)) {
    it(`${moment} has spent ${String(spent)} tries, and the next run says so`, async () => {
      const made = await issuer.make("one-role", "piv");
      const card = new WatchedCard(new VirtualCard(made.image));
      const client = Promise.withResolvers<ClientProcess>();
      let killed: Promise<unknown> | undefined;
      const kill = async () => {
        killed ??= client.promise.then((running) => running.end("SIGKILL"));
        await killed;
      };
      const inReader: InsertableCard = {
        atr: card.atr,
        powerOn: () => {
          card.powerOn();
        },
        reset: () => {
          card.reset();
        },
        transmit: async (command) => {
          const isMoment = killed === undefined && at(command);
          if (isMoment && !answered) await kill();
          const answer = card.transmit(command);
          if (isMoment && answered) await kill();
          return answer;
        },
      };
      await using reader = vpcdReader({ port: pcscd.ports[0] });
      await reader.insert(inReader);
      const running = await startClient(pcscd, wrong);
      client.resolve(running);
      assert.equal(await running.authenticate(AbortSignal.timeout(60_000)), "TypeError");
      await killed;

      const { stdout, stderr } = await runCommand(pcscd, ["readers", "--json"]);
      const [line = ""] = stdout.split("\n");
      assert.deepEqual([card.passcodes, card.triesLeft], [spent, 3 - spent]);
      assert.equal((JSON.parse(line) as { triesLeft?: number }).triesLeft, 3 - spent, stdout + stderr);

      const next = await startClient(pcscd, made.persona.card.passcode);
      try {
        assert.equal(await next.authenticate(AbortSignal.timeout(60_000)), 200);
      } finally {
        await next.end("SIGTERM");
      }
      assert.equal(card.triesLeft, 3);
    });
  }
});
