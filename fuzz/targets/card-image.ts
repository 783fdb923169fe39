import assert from "node:assert/strict";
import {
  cardContents,
  certificateOn,
  parseCardImage,
  personalise,
  VirtualCard,
  withCertificate,
  type CardImage,
} from "../../src/virtual-card/index.ts";
import { certificates } from "../../src/virtual-card/testing/issue-card.ts";
import { SeededRandom } from "../../src/foundation/random.ts";
import { fromHex } from "../../src/iso7816/index.ts";
import { bytesOf, type FuzzTarget, unlessRefused } from "../runner/target.ts";
import { parseJson } from "../runner/data-file.ts";

const commands = [
  "00A404000BA00000030800001000010000",
  "00A40000023F00",
  "00CB3FFF055C035FC10500",
  "00200080",
  "0020008008313233343536FFFF",
  "0020000108313233343536FFFF",
  "00CA9F7F00",
].map(fromHex);

/** Card images: one that is accepted can be looked at, written, and put into a reader. */
export const target: FuzzTarget = {
  name: "card-image",
  longest: 32_768,
  seeds: () => ["piv", "series8"].map((profile) => bytesOf(JSON.stringify(withCertificates(blankCard(profile))))),
  dictionary: ['"piv"', '"series8"', "triesLeft", "AAAA", "3F00", "5FC105"],
  open: () => ({
    run: (input) => {
      const image = unlessRefused(() => parseCardImage(parseJson(input)));
      if (image === undefined) return;
      assert.deepEqual(parseCardImage(JSON.parse(JSON.stringify(image))), image);
      const contents = unlessRefused(() => cardContents(image));
      if (contents !== undefined)
        for (const purpose of ["authentication", "signing"] as const) certificateOn(image, purpose);
      const defects: unknown[] = [];
      const card = new VirtualCard(image, { onDefect: (error) => defects.push(error) });
      card.powerOn();
      for (const command of commands) card.transmit(command);
      if (defects.length > 0) throw defects[0] instanceof Error ? defects[0] : new Error(String(defects[0]));
    },
  }),
};

/** Without keys: a corpus is no place for any, made up as they are. */
function blankCard(profile: string): CardImage {
  return personalise({ profile, serial: "900000000001", passcode: "123456", random: new SeededRandom(profile) });
}

function withCertificates(image: CardImage): CardImage {
  return withCertificate(
    withCertificate(image, "authentication", certificates.authentication),
    "signing",
    certificates.rsaSigning,
  );
}
