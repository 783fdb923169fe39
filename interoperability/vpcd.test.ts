import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { VirtualCard } from "../src/virtual-card/index.ts";
import { issueCard } from "../src/virtual-card/testing/issue-card.ts";
import { skipWithoutPcscd, startPcscd, vpcdReader, type Pcscd } from "./pcscd.ts";
import { runTool } from "./tool.ts";

const card = () => new VirtualCard(issueCard());

describe("a virtual card in a reader of pcscd", { skip: skipWithoutPcscd() }, () => {
  let pcscd: Pcscd;
  before(async () => {
    pcscd = await startPcscd();
  });
  after(() => pcscd.stop());

  /** Which of the two readers hold a card, as opensc-tool lists them. */
  const occupied = async () => {
    const { stdout } = await runTool(["opensc-tool", "--list-readers"], { pcscd });
    return [...stdout.matchAll(/^\d+ +(Yes|No) /gm)].map(([, present]) => present === "Yes");
  };

  /** Waits for pcscd to notice; its poll gives no other sign. */
  const becomes = async (expected: boolean[]) => {
    const deadline = Date.now() + 10_000;
    let seen = await occupied();
    while (seen.join() !== expected.join() && Date.now() < deadline) seen = await occupied();
    assert.deepEqual(seen, expected);
  };

  it("is seen when inserted, gone when ejected, and seen again when re-inserted", async () => {
    const changes: string[] = [];
    await using reader = vpcdReader({ port: pcscd.ports[0], onChange: (state) => changes.push(state) });
    await reader.insert(card());
    await becomes([true, false]);
    await reader.eject();
    await becomes([false, false]);
    await reader.insert(card());
    await becomes([true, false]);
    await reader.eject();
    assert.deepEqual(changes, ["inserted", "removed", "inserted", "removed"]);
  });

  it("stands beside another card in the second slot", async () => {
    await using opened = new AsyncDisposableStack();
    const readers = pcscd.ports.map((port) => opened.use(vpcdReader({ port })));
    for (const reader of readers) await reader.insert(card());
    await becomes([true, true]);
    for (const reader of readers) await reader.eject();
    await becomes([false, false]);
  });

  it("comes back by itself when pcscd is started again", async () => {
    const inserted: (() => void)[] = [];
    const next = () => new Promise<void>((resolve) => inserted.push(resolve));
    await using reader = vpcdReader({
      port: pcscd.ports[0],
      onChange: (state) => {
        if (state === "inserted") inserted.shift()?.();
      },
    });
    const first = next();
    await reader.insert(card());
    await first;
    const again = next();
    await pcscd.restart();
    await again;
    await becomes([true, false]);
  });

  it("waits for pcscd until the caller has enough", async () => {
    const stopped = await startPcscd();
    await stopped.stop();
    await using reader = vpcdReader({ port: stopped.ports[0] });
    const enough = new AbortController();
    const inserting = reader.insert(card(), enough.signal);
    enough.abort(new Error("enough"));
    await assert.rejects(inserting);
  });

  it("leaves the reader when its power is lost, and stays out", async () => {
    const { PowerLostError } = await import("../src/virtual-card/image/image-store.ts");
    const real = card();
    let commands = 0;
    const dying = {
      atr: real.atr,
      powerOn: () => {
        real.powerOn();
      },
      reset: () => {
        real.reset();
      },
      transmit: (command: Uint8Array) => {
        commands += 1;
        if (commands === 3) throw new PowerLostError("gone");
        return real.transmit(command);
      },
    };
    await using reader = vpcdReader({ port: pcscd.ports[0] });
    await reader.insert(dying);
    const { status } = await runTool(["pkcs15-tool", "--dump"], { pcscd });
    assert.notEqual(status, 0);
    await becomes([false, false]);
  });
});
