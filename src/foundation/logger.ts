import type { Logger as PinoLogger } from "pino";

/** What the components call of a logger of pino. */
export type Logger = Pick<PinoLogger, "debug" | "info" | "warn" | "error">;

const silent = () => undefined;

/** Needs no pino, which takes a start some milliseconds. */
export const silentLogger: Logger = { debug: silent, info: silent, warn: silent, error: silent };
