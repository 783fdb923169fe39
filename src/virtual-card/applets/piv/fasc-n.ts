const start = 0b11010;
const separator = 0b10110;
const end = 0b11111;
const size = 25;

/**
 * The Federal Agency Smart Credential Number of a card outside the US government: agency, system and credential number
 * are all nines, which tells readers to go by the GUID (SP 800-73-4, Part 1, 3.1.2). Its coding is that of "Technical
 * Implementation Guidance: Smart Card Enabled Physical Access Control Systems", section 6: four bits a digit, least
 * significant first, and odd parity.
 */
export function fascN(serial: string): Uint8Array {
  const person = serial.replace(/\D/g, "").slice(-10).padStart(10, "0");
  const symbols = [
    start,
    ...digits("9999"),
    separator,
    ...digits("9999"),
    separator,
    ...digits("999999"),
    separator,
    ...digits("0"),
    separator,
    ...digits("1"),
    separator,
    ...digits(person),
    ...digits("3"),
    ...digits("0000"),
    ...digits("1"),
    end,
  ];
  const check = symbols.reduce((sum, symbol) => sum ^ (symbol >> 1), 0);
  const bits = [...symbols, withParity(check)].map((symbol) => symbol.toString(2).padStart(5, "0")).join("");
  return Uint8Array.from({ length: size }, (_, index) => Number.parseInt(bits.slice(index * 8, index * 8 + 8), 2));
}

function digits(text: string): number[] {
  return Array.from(text, (digit) => withParity(reversed(Number(digit))));
}

function reversed(nibble: number): number {
  return ((nibble & 1) << 3) | ((nibble & 2) << 1) | ((nibble & 4) >> 1) | ((nibble & 8) >> 3);
}

/** The four bits, then the one that makes the number of ones odd. */
function withParity(nibble: number): number {
  const ones = nibble.toString(2).replaceAll("0", "").length;
  return (nibble << 1) | (ones % 2 === 0 ? 1 : 0);
}
