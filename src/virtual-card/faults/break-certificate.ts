/** Breaks the outermost length of the first certificate in these bytes, and nothing around it. */
export function breakCertificate(bytes: Uint8Array): Buffer {
  const broken = Buffer.from(bytes);
  const certificate = broken.indexOf(Buffer.of(0x30, 0x82));
  if (certificate !== -1) broken[certificate + 2] = (broken[certificate + 2] ?? 0) ^ 0xff;
  return broken;
}
