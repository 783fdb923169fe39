import { readBytesUpTo } from "../../foundation/read-bytes.ts";

const limit = 1024 * 1024;

/** The body as text, up to a mebibyte. Rejects with a RangeError. */
export async function readTextUpTo(response: Response): Promise<string> {
  const body = await readBytesUpTo(response.body ?? [], limit);
  if (body === undefined) throw new RangeError(`the answer is longer than ${limit} bytes`);
  return new TextDecoder().decode(body);
}
