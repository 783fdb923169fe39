import { gzipSync } from "node:zlib";
import {
  decodeCommand,
  decodeTlvs,
  encodeResponse,
  encodeTlv,
  findTlv,
  fromHex,
  StatusWord,
} from "../../iso7816/index.ts";
import type { CardImage } from "../image/card-image.ts";
import type { InsertableCard } from "../virtual-card.ts";

type Objects = Partial<Record<string, string>>;

/** PIV cards as others make them: each function changes one thing. Objects are named as in 5FC102. */
export function withoutObject(image: CardImage, object: string): CardImage {
  return withObjects(image, (objects) =>
    Object.fromEntries(Object.entries(objects).filter(([name]) => name !== object)),
  );
}

/** `value` is what the object holds, without 53 or its own tag around it. */
export function withObject(image: CardImage, object: string, value: Uint8Array): CardImage {
  return withObjects(image, (objects) => ({ ...objects, [object]: Buffer.from(value).toString("base64") }));
}

/** Keeps the certificate of an object compressed, and says so in CertInfo. */
export function withGzip(image: CardImage, object: string, certificateInformation: number): CardImage {
  return withObjects(image, (objects) => {
    const fields = decodeTlvs(Buffer.from(objects[object] ?? "", "base64"));
    const compressed = gzipSync(findTlv(fields, 0x70) ?? new Uint8Array());
    const info = Uint8Array.of(certificateInformation);
    const value = Buffer.concat([encodeTlv(0x70, compressed), encodeTlv(0x71, info), encodeTlv(0xfe, [])]);
    return { ...objects, [object]: value.toString("base64") };
  });
}

/** How often passcode and PUK may be wrong, with all tries left. */
export function withTryLimits(image: CardImage, pin: number, puk: number): CardImage {
  return withApplet(image, (applet) => ({
    ...applet,
    references: {
      ...applet.references,
      pin: { ...applet.references.pin, triesLeft: pin, triesLimit: pin },
      puk: { ...applet.references.puk, triesLeft: puk, triesLimit: puk },
    },
  }));
}

/** A card with T=0 alone that takes no Le behind data, and announces each answer (ISO/IEC 7816-3, 12.2.4). */
export function strictlyT0(card: InsertableCard): InsertableCard {
  let rest: Uint8Array | undefined;
  return {
    // No TD1: T=0 (ISO/IEC 7816-3, 8.2.3).
    atr: fromHex("3B0480318065"),
    powerOn: () => {
      card.powerOn();
    },
    reset: () => {
      card.reset();
    },
    transmit: async (bytes) => {
      const command = decodeCommand(bytes);
      if (command?.ins === 0xc0 && rest !== undefined) {
        const announced = Math.min(rest.length, 256);
        const { le = 256 } = command;
        // It wants exactly the length it announced.
        if (le !== announced) return encodeResponse(0x6c00 | (announced & 0xff));
        return next(rest, announced);
      }
      rest = undefined;
      if (command !== undefined && command.data.length > 0 && command.le !== undefined) {
        return encodeResponse(StatusWord.WRONG_LENGTH);
      }
      const answer = await whole(card, bytes);
      if (answer.length === 2) return answer;
      rest = answer.subarray(0, -2);
      return encodeResponse(0x6100 | (Math.min(rest.length, 256) & 0xff));
    },
  };

  function next(waiting: Uint8Array, length: number): Uint8Array {
    const left = waiting.subarray(length);
    rest = left.length === 0 ? undefined : left;
    const sw = rest === undefined ? StatusWord.SUCCESS : 0x6100 | (Math.min(left.length, 256) & 0xff);
    return encodeResponse(sw, waiting.subarray(0, length));
  }
}

/** The answer with the parts that the card below announces. */
async function whole(card: InsertableCard, bytes: Uint8Array): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let answer = await card.transmit(bytes);
  while (answer.at(-2) === 0x61) {
    parts.push(answer.subarray(0, -2));
    answer = await card.transmit(fromHex("00C0000000"));
  }
  return Buffer.concat([...parts, answer]);
}

function withObjects(image: CardImage, change: (objects: Objects) => Objects): CardImage {
  return withApplet(image, (applet) =>
    applet.type === "piv" ? { ...applet, objects: change(applet.objects) } : applet,
  );
}

function withApplet(image: CardImage, change: (applet: CardImage["applets"][number]) => CardImage["applets"][number]) {
  return { ...image, applets: image.applets.map(change) };
}
