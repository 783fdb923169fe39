import { invalidInput } from "../gas-refusal.ts";

/**
 * The content of the MIME part `smime.p7m`. Lenient about blanks, because the public clients indent its lines in different
 * ways; strict about type and encoding. Throws a refusal.
 */
export function readMimePart(response: string): Buffer {
  const lines = Buffer.from(response, "base64")
    .toString("latin1")
    .split(/\r?\n/)
    .map((line) => line.trim());
  const blank = lines.indexOf("");
  if (blank < 0) throw invalidInput("the response has no MIME header");
  const header = new Map(
    lines.slice(0, blank).map((line) => {
      const [name = "", ...value] = line.split(":");
      return [name.toLowerCase(), value.join(":").trim().toLowerCase()];
    }),
  );
  const type = header.get("content-type")?.split(";")[0];
  if (type !== "application/x-pkcs7-mime" && type !== "application/pkcs7-mime") {
    throw invalidInput("the response is of another type");
  }
  if (header.get("content-transfer-encoding") !== "base64") throw invalidInput("the response has another encoding");
  const content = lines.slice(blank).join("");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(content)) throw invalidInput("the response is no Base64");
  return Buffer.from(content, "base64");
}
