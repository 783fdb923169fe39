import { Command } from "commander";
import type { Certificate } from "../../pki/index.ts";
import type { CardContents } from "../../virtual-card/index.ts";
import { print } from "../print.ts";
import { jsonText } from "../../foundation/printable.ts";

/** `card inspect`: what is on a card, without its secrets. */
export function inspectCommand(): Command {
  return new Command("inspect")
    .description("Say what is on a card.")
    .argument("<card>", "a card file or a persona")
    .option("--card <profile>", "the card profile, if <card> is a persona", "piv")
    .option("--json", "print the card as JSON", false)
    .action(async (card: string, { card: profile, json }: { card: string; json: boolean }) => {
      const [{ imageOf }, { cardContents }, { parseCertificate }] = await Promise.all([
        import("./image-of.ts"),
        import("../../virtual-card/index.ts"),
        import("../../pki/index.ts"),
      ]);
      const contents = cardContents((await imageOf(card, profile)).image);
      const certificates = Object.entries(contents.certificates).map(([purpose, der]) => ({
        purpose,
        ...readable(der, parseCertificate),
      }));
      const all = { ...contents, certificates };
      print(json ? `${jsonText(all, 2)}\n` : formatCardFile(all));
    });
}

interface ReadCertificate {
  readonly subject: string;
  readonly serialNumber?: string;
  readonly notBefore?: string;
  readonly notAfter?: string;
}

function readable(der: Uint8Array, parse: (der: Uint8Array) => Certificate): ReadCertificate {
  try {
    const { subject, serialNumber, notBefore, notAfter } = parse(der);
    return { subject, serialNumber, notBefore: notBefore.toISOString(), notAfter: notAfter.toISOString() };
  } catch {
    return { subject: "cannot be read" };
  }
}

type Inspected = Omit<CardContents, "certificates"> & {
  certificates: readonly (ReadCertificate & { purpose: string })[];
};

function formatCardFile({ profile, serial, holder, passcode, puk, keys, certificates, objects }: Inspected): string {
  const lines = [
    `Card          ${profile.name}: ${profile.title}`,
    `ATR           ${profile.atr}`,
    `Serial        ${serial}`,
    `Holder        ${holder ?? "none"}`,
    `Passcode      ${passcode.triesLeft} of ${passcode.triesLimit} tries left${passcode.triesLeft === 0 ? ": locked" : ""}`,
    `PUK           ${puk.triesLeft} of ${puk.triesLimit} tries left`,
    ...keys.map(({ reference, algorithm }) => `Key ${reference}        ${algorithm}`),
    ...certificates.map(
      ({ purpose, subject, notAfter }) => `Certificate   ${purpose}: ${subject}, until ${notAfter ?? "?"}`,
    ),
    ...objects.map(({ id, name, size }) => `Object        ${id}${name === undefined ? "" : ` ${name}`}, ${size} bytes`),
  ];
  return `${lines.join("\n")}\n`;
}
