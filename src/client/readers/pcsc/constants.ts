/** PC/SC part 5, 3: the values pcsclite, winscard and PCSC.framework share. */
export const scope = { USER: 0, SYSTEM: 2 } as const;
export const shareShared = 2;
export const protocols = { T0: 1, T1: 2 } as const;
export const anyProtocol = 3;
export const disposition = { LEAVE: 0, RESET: 1 } as const;

export const returnCodes = {
  SUCCESS: 0,
  INVALID_HANDLE: 0x80100003,
  INVALID_PARAMETER: 0x80100004,
  UNKNOWN_READER: 0x80100009,
  TIMEOUT: 0x8010000a,
  SHARING_VIOLATION: 0x8010000b,
  NO_SMARTCARD: 0x8010000c,
  PROTO_MISMATCH: 0x8010000f,
  CANCELLED: 0x80100002,
  INVALID_VALUE: 0x80100011,
  NOT_READY: 0x80100010,
  COMM_ERROR: 0x80100013,
  NOT_TRANSACTED: 0x80100016,
  READER_UNAVAILABLE: 0x80100017,
  NO_SERVICE: 0x8010001d,
  SERVICE_STOPPED: 0x8010001e,
  NO_ACCESS: 0x80100027,
  NO_READERS_AVAILABLE: 0x8010002e,
  UNRESPONSIVE_CARD: 0x80100066,
  UNPOWERED_CARD: 0x80100067,
  RESET_CARD: 0x80100068,
  REMOVED_CARD: 0x80100069,
  SECURITY_VIOLATION: 0x8010006a,
} as const;

/** Flags of dwEventState; its upper 16 bits count insertions and removals. */
export const readerState = { UNAWARE: 0x0, CHANGED: 0x2, UNKNOWN: 0x4, PRESENT: 0x20, MUTE: 0x200 } as const;

/** A reader of this name stands for the list of readers: its state changes when one is attached or removed. */
export const readerListChanges = "\\\\?PnP?\\Notification";
