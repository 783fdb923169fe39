import { pino, type DestinationStream } from "pino";
import type { Logger } from "./logger.ts";

/** Names under which a secret could reach a log line. Their values are replaced wherever they are, two levels deep. */
const secrets = ["passcode", "pin", "puk", "password", "client_secret", "clientSecret", "authorization", "cookie"];

export interface LoggerOptions {
  /** A pino level, or "silent". */
  level: string;
  destination?: DestinationStream;
}

/** JSON lines to standard error (so that standard output stays for results), secrets redacted. */
export function createLogger({ level, destination = pino.destination(2) }: LoggerOptions): Logger {
  const paths = secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  return pino({ name: "cis2-testkit", level, redact: { paths, censor: "[redacted]" } }, destination);
}
