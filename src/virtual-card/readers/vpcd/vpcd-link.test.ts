import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { it } from "node:test";
import { toHex } from "../../../iso7816/index.ts";
import { issueCard } from "../../testing/issue-card.ts";
import { VirtualCard } from "../../virtual-card.ts";
import { frame, FrameReader } from "./frames.ts";
import { VpcdLink } from "./vpcd-link.ts";

/** What the reader says to a card in one byte, of which only the last is answered. */
const readersOwn = [0x00, 0x01, 0x02, 0x04];

it("answers a command of one byte as one of a wrong length, unless the reader says it to the card", async () => {
  await using stack = new AsyncDisposableStack();
  const vpcd = stack.adopt(createServer().listen(0, "127.0.0.1"), (one) => void one.close());
  await once(vpcd, "listening");
  const connected = once(vpcd, "connection") as Promise<[Socket]>;
  const { port } = vpcd.address() as AddressInfo;
  const card = new VirtualCard(issueCard());
  stack.adopt(await VpcdLink.open(card, { host: "127.0.0.1", port }), (link) => link.close());
  const [reader] = await connected;
  const commands = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => !readersOwn.includes(byte));
  const answers: string[] = [];
  const frames = new FrameReader();
  const all = new Promise<void>((resolve) => {
    reader.on("data", (chunk) => {
      for (const message of frames.push(chunk)) answers.push(toHex(message));
      if (answers.length === commands.length + 1) resolve();
    });
  });
  for (const byte of [...readersOwn, ...commands]) reader.write(frame(Uint8Array.of(byte)));
  await all;
  assert.deepEqual(answers, [toHex(card.atr), ...commands.map(() => "6700")]);
});
