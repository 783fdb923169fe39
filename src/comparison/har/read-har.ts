import { createReadStream } from "node:fs";
import { getManyValues, isMany, none } from "stream-chain/defs.js";
import { jsonParser, type Token } from "stream-json/core/parser.js";
import { encodingOf } from "../../foundation/decode-text.ts";
import { invalid } from "../evidence/read-claims.ts";
import { EntryAssembler, type EntryHandler } from "./entry-assembler.ts";

/** How much of the file is in memory at a time, bytes. */
const highWaterMark = 64 * 1024;

/**
 * Reads a HAR file of any size and version, and hands over its entries one by one; no more than one is in memory. Resolves to their
 * number. Rejects with COMPARE_INPUT_INVALID for a file that cannot be read, is no text, no JSON, or has no log.entries.
 */
export async function readHar(file: string, handler: EntryHandler): Promise<number> {
  try {
    return await readEntries(createReadStream(file, { highWaterMark }), handler);
  } catch (cause) {
    throw invalid(file, cause instanceof Error ? cause.message.slice(0, 200) : String(cause), cause);
  }
}

/** The same of bytes as they come. Rejects with what the decoder or the parser says. */
export async function readEntries(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  handler: EntryHandler,
): Promise<number> {
  const assembler = new EntryAssembler(handler);
  const parse = jsonParser({ packValues: false, streamValues: true });
  const take = (tokens: ReturnType<typeof parse>) => {
    for (const token of tokensOf(tokens)) assembler.take(token);
  };
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
    const text = decoder.decode(chunk, { stream: true });
    if (text !== "") take(parse(text));
  }
  take(parse(decoder?.decode() ?? ""));
  take(parse(none as never));
  if (!assembler.found) throw new SyntaxError("it is no HAR: it has no log.entries");
  return assembler.entries;
}

function tokensOf(tokens: unknown): readonly Token[] {
  if (isMany(tokens)) return getManyValues(tokens) as readonly Token[];
  return tokens === none || tokens === undefined || tokens === null ? [] : [tokens as Token];
}
