import { issueCard } from "../../../testing/issue-card.ts";
import { VirtualCard } from "../../../virtual-card.ts";
import { InProcessReaders } from "../../in-process.ts";
import { PcscService, type PcscServiceOptions } from "../pcsc-service.ts";
import { WireClient } from "./wire-client.ts";

export const apdu = {
  select: "00A404000BA00000030800001000010000",
  verify: "0020008008313233343536FFFF",
  status: "00200080",
} as const;

/** A service with a reader "Desk" that holds a card, and clients that end with it. */
export async function startService(options: PcscServiceOptions = {}) {
  const readers = new InProcessReaders();
  readers.addReader("Desk");
  const card = new VirtualCard(issueCard());
  const insert = () => {
    readers.insert("Desk", card);
  };
  insert();
  const service = await PcscService.start(readers, options);
  return {
    readers,
    service,
    insert,
    client: (minor?: number) => WireClient.establish(service, minor),
    [Symbol.asyncDispose]: () => service.close(),
  };
}
