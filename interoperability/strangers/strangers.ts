import { join } from "node:path";
import { systemClock } from "../../src/foundation/clock.ts";
import { secureRandom } from "../../src/foundation/random.ts";
import { cacheDirectory, EmulatedAuthorities, openKeyStore, type KeyAlgorithm } from "../../src/pki/index.ts";
import { VirtualCard, wronglyAccepted, type CardImage, type InsertableCard } from "../../src/virtual-card/index.ts";
import { personalise } from "../../src/virtual-card/personalise.ts";
import { strictlyT0, withGzip, withoutObject, withTryLimits } from "../../src/virtual-card/testing/unusual-cards.ts";

/** The secrets of all strangers: ones that no other card of the testkit has, so that they can be looked for. */
export const secrets = { passcode: "27182845", puk: "31415926" } as const;

const dayMs = 24 * 60 * 60 * 1000;
const administrationKeys = {
  "3des": "A1B2C3D4E5F60718293A4B5C6D7E8F90A1B2C3D4E5F60719",
  "aes-128": "000102030405060708090A0B0C0D0E0F",
  "aes-192": "101112131415161718191A1B1C1D1E1F2021222324252627",
  "aes-256": "303132333435363738393A3B3C3D3E3F404142434445464748494A4B4C4D4E4F",
} as const;

interface Made {
  readonly profile: string;
  readonly key: KeyAlgorithm;
  readonly certificateDays: number;
  readonly tries: readonly [pin: number, puk: number];
  readonly administration?: keyof typeof administrationKeys;
  readonly change?: (image: CardImage) => CardImage;
  readonly asSeen?: (card: InsertableCard) => InsertableCard;
  readonly acceptsEverything?: boolean;
  /** Cases that it rightly fails. */
  readonly fails?: readonly string[];
}

const gzip = (image: CardImage) => withGzip(withGzip(image, "5FC105", 0x80), "5FC10A", 0x01);

/** Cards as others could have made them. Each differs from ours in several things that a run must not assume. */
const made = {
  "P-256, 5 tries, 30 days, no discovery, AES-256": {
    profile: "piv",
    key: "p-256",
    certificateDays: 30,
    tries: [5, 3],
    administration: "aes-256",
    change: (image) => withoutObject(image, "7E"),
  },
  "P-384, 10 tries, 1,000 days, T=0 alone, gzip, AES-192": {
    profile: "piv",
    key: "p-384",
    certificateDays: 1000,
    tries: [10, 5],
    administration: "aes-192",
    change: gzip,
    asSeen: strictlyT0,
  },
  "RSA-2048, 1,500 days, no CHUID, PIN lost at SELECT, AES-128": {
    profile: "piv-strict",
    key: "rsa-2048",
    certificateDays: 1500,
    tries: [3, 3],
    administration: "aes-128",
    change: (image) => withoutObject(image, "5FC102"),
    // The CHUID is mandatory (SP 800-73-4, Part 1, Table 2).
    fails: ["PIV-GET-02"],
  },
  "RSA-3072, PIN kept at SELECT, 3DES": {
    profile: "piv",
    key: "rsa-3072",
    certificateDays: 400,
    tries: [3, 3],
    administration: "3des",
  },
  "series 8": { profile: "series8", key: "rsa-2048", certificateDays: 1000, tries: [3, 3] },
  "accepts everything, PIV": {
    profile: "piv",
    key: "p-256",
    certificateDays: 400,
    tries: [3, 3],
    administration: "3des",
    acceptsEverything: true,
  },
  "accepts everything, series 8": {
    profile: "series8",
    key: "rsa-2048",
    certificateDays: 400,
    tries: [3, 3],
    acceptsEverything: true,
  },
} satisfies Record<string, Made>;

export type StrangerName = keyof typeof made;

export const strangers: Readonly<Record<StrangerName, Made>> = made;

const images = new Map<StrangerName, Promise<CardImage>>();

/** A new card of that name; those of one name are alike in this process. */
export async function makeStranger(name: StrangerName) {
  const { administration, asSeen = (card) => card, acceptsEverything = false, fails = [] } = strangers[name];
  const image = images.get(name) ?? imageOf(strangers[name]);
  images.set(name, image);
  const card = new VirtualCard(await image, acceptsEverything ? { accepts: wronglyAccepted } : {});
  const administrationKey = administration && `${administration}:${administrationKeys[administration]}`;
  return { card, inserted: asSeen(card), administrationKey, acceptsEverything, fails };
}

/** No authority of the testkit issued its certificates, and no directory knows its holder. */
async function imageOf({ profile, key, certificateDays, tries, ...rest }: Made): Promise<CardImage> {
  const { administration, change = (one: CardImage) => one } = rest;
  const keys = openKeyStore({ directory: join(cacheDirectory(), "authorities-of-strangers") });
  const authorities = await EmulatedAuthorities.create({ keys, clock: systemClock });
  const notBefore = new Date(Math.floor(Date.now() / dayMs) * dayMs - 5 * dayMs);
  const life = { notBefore, notAfter: new Date(notBefore.getTime() + certificateDays * dayMs - 1000) };
  const holder = { userId: "700000000002", givenName: "Sam", familyName: "Stranger" };
  const [first, second] = [await keys.keyPair("stranger", key), await keys.keyPair("stranger-signing", key)];
  const image = personalise({
    profile,
    serial: "5312",
    ...secrets,
    authentication: {
      certificate: await authorities.issueAuthenticationCertificate({ ...holder, ...life, publicKey: first.publicKey }),
      privateKey: first.privateKey,
    },
    signing: {
      certificate: await authorities.issueSigningCertificate({ ...holder, ...life, publicKey: second.publicKey }),
      privateKey: second.privateKey,
    },
    random: secureRandom,
  });
  return change(withAdministrationKey(withTryLimits(image, ...tries), administration));
}

function withAdministrationKey(image: CardImage, algorithm: Made["administration"]): CardImage {
  if (algorithm === undefined) return image;
  const key = Buffer.from(administrationKeys[algorithm], "hex").toString("base64");
  const applets = image.applets.map((applet) =>
    applet.type === "piv" ? { ...applet, administrationKey: { algorithm, key } } : applet,
  );
  return { ...image, applets };
}
