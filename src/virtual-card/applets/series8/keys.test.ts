import assert from "node:assert/strict";
import { constants, createPublicKey, publicEncrypt, verify } from "node:crypto";
import { describe, it } from "node:test";
import { decodeResponse, decodeTlv, decodeTlvs, findTlv, fromHex, toHex } from "../../../iso7816/index.ts";
import { parseCardImage } from "../../image/card-image.ts";
import { keys } from "../../testing/issue-card.ts";
import { selectedCard, verifyRight } from "../../testing/series8-session.ts";
import { VirtualCard } from "../../virtual-card.ts";

describe("the keys of a series 8 card", () => {
  it("signs a bare hash and a DigestInfo alike, with both keys", () => {
    const message = Buffer.from("hello");
    const sha256 = "2CF24DBA5FB0A30E26E83B2AC5B9E29E1B161E5C1FA7425E73043362938B9824";
    const sha1 = "AAF4C61DDCC5E8A2DABEDE0F3B482CD9AEA9434D";
    const { send } = selectedCard();
    send(verifyRight);
    for (const [reference, { publicKey }] of [
      ["01", keys.rsa],
      ["82", keys.rsaSigning],
    ] as const) {
      assert.equal(send(`002241B6068001118301${reference}`), "9000");
      for (const [hash, input] of [
        ["sha256", sha256],
        ["sha256", `3031300D060960864801650304020105000420${sha256}`],
        ["sha1", sha1],
      ] as const) {
        const length = (input.length / 2).toString(16).padStart(2, "0");
        const { data, sw } = decodeResponse(fromHex(send(`002A9E9A${length}${input}00`)));
        assert.equal(sw, 0x9000);
        assert.ok(verify(hash, message, publicKey, data));
      }
    }
  });

  it("deciphers in chained blocks, and says nothing of a wrong padding but that it is wrong", () => {
    const { send } = selectedCard();
    send(verifyRight);
    send("002241B806800111830101");
    const padding = constants.RSA_PKCS1_PADDING;
    const cryptogram = publicEncrypt({ key: keys.rsa.publicKey, padding }, Buffer.from("secret"));
    const decipher = (block: Uint8Array) => {
      assert.equal(send(`102A8086F0${toHex(block.subarray(0, 240))}`), "9000");
      return send(`002A808610${toHex(block.subarray(240))}00`);
    };
    assert.equal(decipher(cryptogram), `${Buffer.from("secret").toString("hex")}9000`);
    const unpadded = publicEncrypt(
      { key: keys.rsa.publicKey, padding: constants.RSA_NO_PADDING },
      Buffer.concat([Buffer.of(0, 1), Buffer.alloc(254, 7)]),
    );
    assert.equal(decipher(unpadded), "6A80");
  });

  it("makes a new key pair, which signs from then on", () => {
    const { send, card } = selectedCard();
    send(verifyRight);
    send("002241B606800111830101");
    assert.equal(send("0047000007AC05820300000300"), "6A80");
    const head = decodeResponse(fromHex(send("0047000007AC05820301000100")));
    const rest = decodeResponse(fromHex(send(`00C00000${(head.sw & 0xff).toString(16).padStart(2, "0")}`)));
    const parts = decodeTlvs(decodeTlv(Buffer.concat([head.data, rest.data])).value);
    const [n, e] = [0x81, 0x82].map((tag) => Buffer.from(findTlv(parts, tag) ?? []).toString("base64url"));
    const publicKey = createPublicKey({ key: { kty: "RSA", n: n ?? "", e: e ?? "" }, format: "jwk" });
    const hash = "2CF24DBA5FB0A30E26E83B2AC5B9E29E1B161E5C1FA7425E73043362938B9824";
    const { data } = decodeResponse(fromHex(send(`002A9E9A20${hash}00`)));
    assert.ok(verify("sha256", Buffer.from("hello"), publicKey, data));
    const again = new VirtualCard(parseCardImage(card.image));
    assert.deepEqual(again.image, card.image);
  });
});
