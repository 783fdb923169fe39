/** The Dynamic Authentication Template of GENERAL AUTHENTICATE and what it holds (SP 800-73-4, Part 2, Table 7). */
export const dynamicAuthenticationTemplate = 0x7c;
export const witness = 0x80;
export const challenge = 0x81;
export const response = 0x82;
export const exponentiation = 0x85;
