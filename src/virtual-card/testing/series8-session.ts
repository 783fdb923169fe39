import assert from "node:assert/strict";
import { fromHex, toHex } from "../../iso7816/index.ts";
import { VirtualCard } from "../virtual-card.ts";
import { issueCard, passcode } from "./issue-card.ts";

export const select = "00A4040C10A0000000770100700A1000F100000100";

/** A passcode or unblocking code as the card takes it, in hexadecimal. */
export function padded(code: string): string {
  return `${Buffer.from(code).toString("hex")}${"FF".repeat(8 - code.length)}`;
}

export const verifyRight = `0020000108${padded(passcode)}`;

/** A new card with its application selected, which takes commands and gives answers in hexadecimal. */
export function selectedCard(profile = "series8", code = passcode) {
  const defects: unknown[] = [];
  const image = issueCard({ profile, passcode: code });
  const card = new VirtualCard(image, { onDefect: (error) => defects.push(error) });
  const send = (command: string) => {
    const answer = toHex(card.transmit(fromHex(command)));
    assert.deepEqual(defects, []);
    return answer;
  };
  assert.equal(send(select), "9000");
  return { card, send };
}
