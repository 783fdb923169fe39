/** Reads "LOCK" and a digit, but not as it should: each fault to be found is behind one condition. */
export function plantedParser(input: Uint8Array): number {
  const text = Buffer.from(input).toString("latin1");
  if (!text.startsWith("L")) return 0;
  if (text.charAt(1) !== "O") return 1;
  if (text.charAt(2) !== "C") return 2;
  if (text.charAt(3) !== "K") return 3;
  if (text.charAt(4) === "9") throw new TypeError("planted");
  if (text.charAt(4) === "8") for (;;);
  return 4;
}
