import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { issueCard } from "../../testing/issue-card.ts";
import { VirtualCard } from "../../virtual-card.ts";
import { returnCode } from "./protocol/constants.ts";
import { apdu, startService } from "./testing/start-service.ts";

const [t0, t1] = [1, 2];

describe("commands to a card of the service", () => {
  it("and responses may be as long as an extended APDU", async () => {
    await using desk = await startService();
    using client = await desk.client();
    const { card } = await client.connect("Desk");
    await client.transmit(card, apdu.select);
    const certificate = await client.transmit(card, "00CB3FFF0000055C035FC1050000");
    assert.match(String(certificate), /^5382[0-9A-F]{1200,}9000$/);
    const long = `00CB3FFF00FFFF${"00".repeat(65_535)}0000`;
    assert.equal(await client.transmit(card, long), "6A80");
  });

  it("go by T=0 if the first program asks for that, and its response is fetched by another command", async () => {
    await using desk = await startService();
    desk.readers.addReader("Old");
    desk.readers.insert("Old", new VirtualCard(issueCard({ profile: "series8-awp" })));
    using client = await desk.client();
    const { card, protocol } = await client.connect("Old", 2, t0);
    assert.equal(protocol, t0);
    assert.equal((await client.connect("Old", 2, t1)).code, returnCode.PROTO_MISMATCH);
    const select = "00A4040C10A0000000770100700A1000F100000100";
    assert.equal(await client.transmit(card, select, { protocol: t0 }), "9000");
    assert.match(String(await client.transmit(card, "00A40000023F00", { protocol: t0 })), /^61..$/);
    assert.match(String(await client.transmit(card, "00C0000000", { protocol: t0 })), /^6F?.*(9000|6C..)$/);
    assert.equal(await client.transmit(card, select, { protocol: t1 }), returnCode.PROTO_MISMATCH);
  });
});
