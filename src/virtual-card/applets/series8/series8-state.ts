import type { Random } from "../../../foundation/random.ts";
import type { WronglyAccepted } from "../../faults/wrongly-accepted.ts";
import type { KeyGenerator } from "../../secrets/private-key.ts";
import { KeyRing } from "../../secrets/key-ring.ts";
import { ReferenceData } from "../../secrets/reference-data.ts";
import type { AccessRule } from "./file-system/access-rule.ts";
import { FileSystem } from "./file-system/file-system.ts";
import type { Series8Image } from "./series8-image.ts";
import type { Series8Profile } from "./series8-profile.ts";

export interface Series8StateOptions {
  /** The card's own state: the commands change it. */
  readonly image: Series8Image;
  readonly profile: Series8Profile;
  readonly accepts: ReadonlySet<WronglyAccepted>;
  readonly random: Random;
  readonly generateKey: KeyGenerator;
  readonly persist: () => void;
}

export const pinReference = 1;
export const pukReference = 2;

/** What the commands work on: the lasting state, the selected files, and the security status until reset. */
export class Series8State {
  readonly image: Series8Image;
  readonly profile: Series8Profile;
  readonly accepts: ReadonlySet<WronglyAccepted>;
  readonly pin: ReferenceData;
  readonly puk: ReferenceData;
  readonly keys: KeyRing;
  readonly files: FileSystem;
  readonly random: Random;
  readonly generateKey: KeyGenerator;
  readonly persist: () => void;
  /** The keys the security environment names: for signatures (B6) and for confidentiality (B8). */
  readonly environment: { signature?: number; confidentiality?: number } = {};

  constructor({ image, profile, accepts, random, generateKey, persist }: Series8StateOptions) {
    this.image = image;
    this.profile = profile;
    this.accepts = accepts;
    this.random = random;
    this.persist = persist;
    this.generateKey = generateKey;
    this.pin = new ReferenceData(image.references.pin, { persist, random });
    this.puk = new ReferenceData(image.references.puk, { persist, random });
    this.keys = new KeyRing(image.keys, { persist });
    this.files = new FileSystem(image.files);
  }

  reference(number: number): ReferenceData | undefined {
    if (number === pinReference) return this.pin;
    return number === pukReference ? this.puk : undefined;
  }

  /** Whether the card has a key of this reference, or a place for one. */
  isKeyPlace(reference: number): boolean {
    const { places } = this.profile.layout;
    const provided = places.some((place) =>
      [place.authentication, place.signing].some(({ keyReference }) => keyReference === reference),
    );
    return provided || this.keys.get(reference) !== undefined;
  }

  admits(rule: AccessRule): boolean {
    if (rule === "pin" || rule === "puk") return this[rule].verified;
    return rule === "always";
  }

  dropSecurityStatus(): void {
    this.pin.dropStatus();
    this.puk.dropStatus();
    delete this.environment.signature;
    delete this.environment.confidentiality;
  }
}
