import type { CertificatePurpose, KeyAlgorithm } from "../../pki/index.ts";
import { pivCertificate, withPivCertificate } from "../applets/piv/certificates.ts";
import { dataObjects } from "../applets/piv/data-objects.ts";
import { series8Certificate, withSeries8Certificate } from "../applets/series8/certificates.ts";
import { serialOnCard } from "../card-serial.ts";
import { PrivateKey } from "../secrets/private-key.ts";
import { formatTag } from "../../iso7816/index.ts";
import type { CardProfile } from "../profiles/card-profile.ts";
import { cardProfile } from "../profiles/card-profiles.ts";
import type { AppletImage, CardImage } from "./card-image.ts";

export interface Tries {
  readonly triesLeft: number;
  readonly triesLimit: number;
}

/** What is on a card, for people to read: no key, no hash. */
export interface CardContents {
  readonly profile: Pick<CardProfile, "name" | "title" | "series" | "atr">;
  /** What the card answers, as readers show it. */
  readonly serial: string;
  readonly holder?: string | undefined;
  readonly passcode: Tries;
  readonly puk: Tries;
  readonly keys: readonly { readonly reference: string; readonly algorithm: KeyAlgorithm }[];
  readonly certificates: Readonly<Partial<Record<CertificatePurpose, Uint8Array>>>;
  /** Data objects or files, with their size in bytes. */
  readonly objects: readonly { readonly id: string; readonly name?: string | undefined; readonly size: number }[];
}

export function cardContents(image: CardImage): CardContents {
  const { name, title, series, atr } = cardProfile(image.profile);
  const [part] = image.applets;
  if (part === undefined) throw new RangeError("a card image has at least one application");
  const authentication = certificateOn(image, "authentication");
  const signing = certificateOn(image, "signing");
  return {
    profile: { name, title, series, atr },
    serial: serialOnCard(image),
    ...(image.holder === undefined ? {} : { holder: image.holder }),
    passcode: tries(part.references.pin),
    puk: tries(part.references.puk),
    keys: Object.entries(part.keys).map(([reference, key]) => ({ reference, algorithm: algorithmOf(key) })),
    certificates: { ...(authentication ? { authentication } : {}), ...(signing ? { signing } : {}) },
    objects: part.type === "piv" ? pivObjects(part) : series8Files(part),
  };
}

/** The certificate of a purpose as DER; undefined if there is none. */
export function certificateOn(image: CardImage, purpose: CertificatePurpose): Uint8Array | undefined {
  const { applet } = cardProfile(image.profile);
  for (const part of image.applets) {
    if (part.type === "piv") return pivCertificate(part, purpose);
    if (applet.type === "series8") return series8Certificate(part, applet, purpose);
  }
  return undefined;
}

/** The same card with another certificate for the key it has. */
export function withCertificate(image: CardImage, purpose: CertificatePurpose, der: Uint8Array): CardImage {
  const { applet } = cardProfile(image.profile);
  const changed = (part: AppletImage) => {
    if (part.type === "piv") return withPivCertificate(part, purpose, der);
    return applet.type === "series8" ? withSeries8Certificate(part, applet, purpose, der) : part;
  };
  return { ...image, applets: image.applets.map(changed) };
}

/** The same card with no passcode try left. */
export function locked(image: CardImage): CardImage {
  return withTries(image, () => 0);
}

/** The same card with all its passcode tries. */
export function unlocked(image: CardImage): CardImage {
  return withTries(image, (limit) => limit);
}

function withTries(image: CardImage, triesLeft: (limit: number) => number): CardImage {
  const copy = structuredClone(image);
  for (const { references } of copy.applets) references.pin.triesLeft = triesLeft(references.pin.triesLimit);
  return copy;
}

function tries({ triesLeft, triesLimit }: Tries): Tries {
  return { triesLeft, triesLimit };
}

function algorithmOf(pkcs8 = ""): KeyAlgorithm {
  return PrivateKey.fromPkcs8(Buffer.from(pkcs8, "base64")).algorithm;
}

function pivObjects({ objects }: Extract<AppletImage, { type: "piv" }>): CardContents["objects"] {
  return [...dataObjects].flatMap(([tag, { name }]) => {
    const id = formatTag(tag);
    const stored = objects[id];
    return stored === undefined ? [] : [{ id, name, size: Buffer.from(stored, "base64").length }];
  });
}

function series8Files({ files }: Extract<AppletImage, { type: "series8" }>): CardContents["objects"] {
  return Object.entries(files).flatMap(([id, file]) =>
    file.type === "ef" ? [{ id, size: Buffer.from(file.content, "base64").length }] : [],
  );
}

/** Whether a card still has the passcode of an earlier image of it. */
export function hasPasscodeOf(image: CardImage, earlier: CardImage): boolean {
  const hashes = ({ applets }: CardImage) => JSON.stringify(applets.map(({ references }) => references.pin.hash));
  return hashes(image) === hashes(earlier);
}
