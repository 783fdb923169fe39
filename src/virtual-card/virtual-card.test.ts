import assert from "node:assert/strict";
import { constants, publicDecrypt, verify } from "node:crypto";
import { describe, it } from "node:test";
import { decodeResponse, encodeCommand, fromHex, Instruction, toHex } from "../iso7816/index.ts";
import { certificates, issueCard, keys } from "./testing/issue-card.ts";
import { VirtualCard } from "./virtual-card.ts";

const select = "00A404000BA000000308000010000100";
const verifyPasscode = "0020008008313233343536FFFF";

describe("a virtual PIV card", () => {
  it("signs with RSA after its passcode, with chains both ways", () => {
    const card = new VirtualCard(issueCard());
    card.powerOn();
    send(card, select);
    assert.equal(send(card, "0020008000"), "63C3");
    assert.equal(send(card, verifyPasscode), "9000");
    const block = Buffer.concat([fromHex("0001"), Buffer.alloc(220, 0xff), Buffer.of(0), Buffer.alloc(33, 7)]);
    const template = `7C820106820081820100${toHex(block)}`;
    assert.equal(send(card, `1087079AFF${template.slice(0, 510)}`), "9000");
    const first = card.transmit(fromHex(`0087079A0B${template.slice(510)}00`));
    const rest = card.transmit(fromHex(`00C00000${toHex(first.subarray(-1))}`));
    assert.equal(toHex(first.subarray(-2)), "6108");
    const signature = Buffer.concat([first.subarray(8, -2), rest.subarray(0, -2)]);
    const padding = constants.RSA_NO_PADDING;
    assert.deepEqual(publicDecrypt({ key: keys.rsa.publicKey, padding }, signature), block);
  });

  it("signs a hash with P-256", () => {
    const card = new VirtualCard(issueCard());
    send(card, select);
    send(card, verifyPasscode);
    const hash = "2CF24DBA5FB0A30E26E83B2AC5B9E29E1B161E5C1FA7425E73043362938B9824";
    const answer = decodeResponse(card.transmit(fromHex(`0087119C267C2482008120${hash}00`)));
    assert.equal(answer.sw, 0x9000);
    assert.ok(verify("sha256", Buffer.from("hello"), keys.p256.publicKey, answer.data.subarray(4)));
  });

  it("gives its certificates", () => {
    const card = new VirtualCard(issueCard());
    send(card, select);
    const { data, sw } = decodeResponse(
      card.transmit(
        encodeCommand({
          cla: 0,
          ins: Instruction.GET_DATA_NAMED,
          p1: 0x3f,
          p2: 0xff,
          data: fromHex("5C035FC105"),
          le: 65536,
        }),
      ),
    );
    assert.equal(sw, 0x9000);
    assert.ok(Buffer.from(data).includes(Buffer.from(certificates.authentication)));
  });
});

function send(card: VirtualCard, command: string): string {
  return toHex(card.transmit(fromHex(command)).subarray(-2));
}
