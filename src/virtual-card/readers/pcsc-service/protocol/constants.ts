/** Commands of libpcsclite's protocol 4 (pcsc-lite, src/winscard_msg.h). */
export const command = {
  ESTABLISH_CONTEXT: 0x01,
  RELEASE_CONTEXT: 0x02,
  CONNECT: 0x04,
  RECONNECT: 0x05,
  DISCONNECT: 0x06,
  BEGIN_TRANSACTION: 0x07,
  END_TRANSACTION: 0x08,
  TRANSMIT: 0x09,
  CONTROL: 0x0a,
  STATUS: 0x0b,
  CANCEL: 0x0d,
  GET_ATTRIB: 0x0f,
  SET_ATTRIB: 0x10,
  VERSION: 0x11,
  GET_READERS_STATE: 0x12,
  WAIT_READER_STATE_CHANGE: 0x13,
  STOP_WAITING: 0x14,
  GET_READER_EVENTS: 0x15,
  READERS_STATE_SIZE: 0x16,
  READERS_STATE_ARRAY: 0x17,
} as const;

export type CommandName = keyof typeof command;

/** The protocol versions served. Minor 4: libpcsclite 1.8.24 to 2.2.3; 5: 2.3.0 to 2.4.1; 6: from 2.5.0. */
export const version = { major: 4, oldestMinor: 4, newestMinor: 6 } as const;

/** Return codes (pcsc-lite, src/PCSC/pcsclite.h). UNSUPPORTED_FEATURE differs from the one of Windows. */
export const returnCode = {
  SUCCESS: 0,
  INTERNAL_ERROR: 0x80100001,
  CANCELLED: 0x80100002,
  INVALID_HANDLE: 0x80100003,
  NO_MEMORY: 0x80100006,
  INSUFFICIENT_BUFFER: 0x80100008,
  UNKNOWN_READER: 0x80100009,
  SHARING_VIOLATION: 0x8010000b,
  NO_SMARTCARD: 0x8010000c,
  PROTO_MISMATCH: 0x8010000f,
  INVALID_VALUE: 0x80100011,
  NOT_TRANSACTED: 0x80100016,
  SERVICE_STOPPED: 0x8010001e,
  UNSUPPORTED_FEATURE: 0x8010001f,
  RESET_CARD: 0x80100068,
  REMOVED_CARD: 0x80100069,
} as const;

export const scopes: ReadonlySet<number> = new Set([0, 1, 2, 3]);
/** Bits of the protocols. `any` is an old way to ask for T=0 or T=1. */
export const protocolBit = { none: 0, t0: 1, t1: 2, raw: 4, any: 0x1000 } as const;

/** What may follow a TRANSMIT or CONTROL: 64 KiB and what an extended APDU has around its data. */
export const mostSendBytes = 65_548;
export const mostAttributeBytes = 264;
/** An answer to reset has at most 33 bytes; the client copies as many as it is told into an array of that size. */
export const mostAtrBytes = 33;
/** A reader's name, with the zero byte at its end. */
export const readerNameBytes = 128;
