import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { issueCard } from "../../src/virtual-card/testing/issue-card.ts";
import { InProcessReaders, VirtualCard } from "../../src/virtual-card/index.ts";
import { answerRequest } from "../../src/virtual-card/readers/pcsc-service/commands/answer-request.ts";
import { Contexts } from "../../src/virtual-card/readers/pcsc-service/contexts.ts";
import { ForeignHandleError, PcscClient } from "../../src/virtual-card/readers/pcsc-service/pcsc-client.ts";
import {
  command,
  mostSendBytes,
  type CommandName,
} from "../../src/virtual-card/readers/pcsc-service/protocol/constants.ts";
import {
  MalformedRequestError,
  RequestReader,
} from "../../src/virtual-card/readers/pcsc-service/protocol/request-reader.ts";
import { ReaderTable } from "../../src/virtual-card/readers/pcsc-service/reader-table.ts";
import { StatusWatch } from "../../src/virtual-card/readers/pcsc-service/status-watch.ts";
import { encode } from "../../src/virtual-card/readers/pcsc-service/testing/wire-client.ts";
import type { FuzzTarget } from "../runner/target.ts";

const mostAnswer = 32 + mostSendBytes;
const reader = "Desk";
/** Handles are counted. */
const [context, card] = [1, 2];

function message(
  name: CommandName,
  body: Uint8Array = Buffer.alloc(0),
  data: Uint8Array = Buffer.alloc(0),
): Uint8Array {
  return Buffer.concat([encode([body.length, command[name]]), body, data]);
}

function connectBody(): Buffer {
  const body = Buffer.concat([encode([context]), Buffer.alloc(128), encode([2, 3, 0, 0, 0])]);
  body.write(reader, 4);
  return body;
}

const select = Buffer.from("00A404000BA00000030800001000010000", "hex");
const conversation = [
  message("VERSION", encode([4, 5, 0])),
  message("ESTABLISH_CONTEXT", encode([2, 0, 0])),
  message("CONNECT", connectBody()),
  message("BEGIN_TRANSACTION", encode([card, 0])),
  message("TRANSMIT", encode([card, 2, 8, select.length, 0, 0, 258, 0]), select),
  message("END_TRANSACTION", encode([card, 1, 0])),
  message("RECONNECT", encode([card, 2, 3, 0, 0, 0])),
  message("STATUS", encode([card, 0])),
  message("CONTROL", encode([card, 0x42000d48, 0, 8, 0, 0])),
  message("GET_ATTRIB", Buffer.concat([encode([card, 0x90303]), Buffer.alloc(264), encode([264, 0])])),
  message("WAIT_READER_STATE_CHANGE"),
  message("STOP_WAITING"),
  message("CANCEL", encode([context, 0])),
  message("DISCONNECT", encode([card, 0, 0])),
  message("RELEASE_CONTEXT", encode([context, 0])),
];

/**
 * What a client sends to the PC/SC service: every request is answered within its size or ends the connection, and when the
 * client goes it leaves no context, no card and no transaction. Handles are counted from 1, so that inputs reach them.
 */
export const target: FuzzTarget = {
  name: "pcsc-service",
  longest: 8192,
  seeds: () => [
    Buffer.concat(conversation),
    Buffer.concat([
      message("VERSION", encode([4, 6, 0])),
      message("WAIT_READER_STATE_CHANGE"),
      message("READERS_STATE_ARRAY"),
    ]),
  ],
  open: () => {
    const image = issueCard();
    return {
      run: async (input) => {
        const readers = new InProcessReaders();
        readers.addReader(reader);
        readers.insert(reader, new VirtualCard(image));
        let handles = 0;
        const contexts = new Contexts({ bytes: () => Buffer.from([0, 0, 0, ++handles & 0xff]) });
        const table = new ReaderTable(readers, 16);
        let watched = 0;
        const watch = new StatusWatch(
          () => (watched += 1),
          () => table.events,
        );
        const client = new PcscClient({ table, contexts, powerOffAfterMs: 0, longestWaitMs: 1, mostCards: 8 }, watch);
        let waits = 0;
        try {
          for (const request of new RequestReader().push(Buffer.from(input))) {
            if (request.name === "WAIT_READER_STATE_CHANGE") waits += 1;
            const answer = await answerRequest(client, request);
            assert.ok((answer?.length ?? 0) <= mostAnswer);
          }
        } catch (error) {
          if (!(error instanceof MalformedRequestError || error instanceof ForeignHandleError)) throw error;
        } finally {
          client.close();
        }
        // The timer that takes the card's power ends, and all that it keeps goes.
        await setImmediate();
        assert.ok(watched <= waits, "a wait was answered twice");
        assert.deepEqual(contexts.size, { contexts: 0, cards: 0 });
        const slot = readers.slots.get(reader);
        assert.equal(slot?.lock.owner, undefined);
        assert.equal(slot?.sharing, 0);
      },
    };
  },
};
