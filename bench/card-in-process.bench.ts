import { constants, privateDecrypt } from "node:crypto";
import { encodeCommand, encodeTlv, fromHex } from "../src/iso7816/index.ts";
import { VirtualCard } from "../src/virtual-card/index.ts";
import { issueCard, keys } from "../src/virtual-card/testing/issue-card.ts";
import { timed, type Benchmark } from "./measurement.ts";

const select = fromHex("00A404000BA00000030800001000010000");
const verify = fromHex("0020008008313233343536FFFF");
const rounds = 20;

/** The card without a reader: how fast it selects, and what it adds to a private-key operation. */
const benchmark: Benchmark = async () => {
  const card = new VirtualCard(issueCard());
  card.powerOn();
  return [await selects(card), await signatures(card)];
};
export default benchmark;

async function selects(card: VirtualCard) {
  const count = 200_000;
  const run = () =>
    timed(() => {
      for (let number = 0; number < count; number += 1) card.transmit(select);
    });
  await run();
  return { name: "SELECT in process", value: (count / (await run())) * 1000, unit: "/s", atLeast: 50_000 };
}

/** Both sides take turns, so that whatever else the machine does falls on both. */
async function signatures(card: VirtualCard) {
  const block = Buffer.concat([fromHex("0001"), Buffer.alloc(202, 0xff), Buffer.alloc(52, 7)]);
  const data = encodeTlv(0x7c, [encodeTlv(0x82, []), encodeTlv(0x81, block)]);
  const first = encodeCommand({ cla: 0x10, ins: 0x87, p1: 0x07, p2: 0x9a, data: data.subarray(0, 255) });
  const last = encodeCommand({ cla: 0x00, ins: 0x87, p1: 0x07, p2: 0x9a, data: data.subarray(255), le: 256 });
  const rest = fromHex("00C0000008");
  const key = { key: keys.rsa.privateKey, padding: constants.RSA_NO_PADDING };
  card.transmit(select);
  card.transmit(verify);
  const perRound = 40;
  const repeat = (operation: () => unknown) =>
    timed(() => {
      for (let number = 0; number < perRound; number += 1) operation();
    });
  const onCard = () => {
    card.transmit(first);
    card.transmit(last);
    if (card.transmit(rest).at(-2) !== 0x90) throw new Error("the card did not sign");
  };
  const bare = () => privateDecrypt(key, block);
  await repeat(onCard);
  await repeat(bare);
  let [cardTime, bareTime] = [0, 0];
  for (let round = 0; round < rounds; round += 1) {
    cardTime += await repeat(onCard);
    bareTime += await repeat(bare);
  }
  const name = "RSA-2048 GENERAL AUTHENTICATE, speed against bare crypto";
  return { name, value: (bareTime / cardTime) * 100, unit: "%", atLeast: 85 };
}
