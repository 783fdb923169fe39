/** The instructions of ISO/IEC 7816-4 and -8 that our cards know, by INS. */
export const instructions: ReadonlyMap<number, string> = new Map([
  [0x20, "VERIFY"],
  [0x22, "MANAGE SECURITY ENVIRONMENT"],
  [0x24, "CHANGE REFERENCE DATA"],
  [0x2a, "PERFORM SECURITY OPERATION"],
  [0x2c, "RESET RETRY COUNTER"],
  [0x47, "GENERATE ASYMMETRIC KEY PAIR"],
  [0x84, "GET CHALLENGE"],
  [0x87, "GENERAL AUTHENTICATE"],
  [0xa4, "SELECT"],
  [0xb0, "READ BINARY"],
  [0xc0, "GET RESPONSE"],
  [0xca, "GET DATA"],
  [0xcb, "GET DATA"],
  [0xd0, "WRITE BINARY"],
  [0xd6, "UPDATE BINARY"],
  [0xdb, "PUT DATA"],
]);

/** The instructions whose data are passcodes. */
export const secretInstructions: ReadonlySet<number> = new Set([0x20, 0x24, 0x2c]);

/** What the tags in commands and answers stand for (ISO/IEC 7816-4; SP 800-73-4). */
export const tagNames: ReadonlyMap<number, string> = new Map([
  [0x4f, "application identifier"],
  [0x50, "application label"],
  [0x53, "data object"],
  [0x5c, "tag list"],
  [0x5f2f, "PIN usage policy"],
  [0x61, "application template"],
  [0x62, "file control parameters"],
  [0x6f, "file control information"],
  [0x70, "certificate"],
  [0x71, "certificate information"],
  [0x79, "tag allocation authority"],
  [0x7c, "dynamic authentication template"],
  [0x7e, "Discovery Object"],
  [0x7f49, "public key"],
  [0xac, "control reference template"],
]);
