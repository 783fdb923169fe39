import type { Random } from "../../../foundation/random.ts";
import { StatusWord } from "../../../iso7816/index.ts";
import type { WronglyAccepted } from "../../faults/wrongly-accepted.ts";
import type { KeyGenerator } from "../../secrets/private-key.ts";
import { KeyRing } from "../../secrets/key-ring.ts";
import { ReferenceData } from "../../secrets/reference-data.ts";
import { AdministrationKey } from "./administration-key.ts";
import type { KeyRule } from "./key-references.ts";
import type { PivImage } from "./piv-image.ts";
import type { PivProfile } from "./piv-profile.ts";

export interface PivStateOptions {
  /** The card's own state: the commands change it. */
  readonly image: PivImage;
  readonly profile: PivProfile;
  readonly contactless: boolean;
  readonly accepts: ReadonlySet<WronglyAccepted>;
  readonly random: Random;
  readonly generateKey: KeyGenerator;
  readonly persist: () => void;
}

/** What the commands of the PIV application work on: the lasting state, and the security status until reset. */
export class PivState {
  readonly image: PivImage;
  readonly profile: PivProfile;
  readonly contactless: boolean;
  readonly accepts: ReadonlySet<WronglyAccepted>;
  readonly pin: ReferenceData;
  readonly puk: ReferenceData;
  readonly globalPin: ReferenceData | undefined;
  readonly administration: AdministrationKey;
  readonly keys: KeyRing;
  readonly persist: () => void;
  readonly generateKey: KeyGenerator;
  #verifiedInTurn = -1;

  constructor({ image, profile, contactless, accepts, random, generateKey, persist }: PivStateOptions) {
    this.image = image;
    this.profile = profile;
    this.contactless = contactless;
    this.accepts = accepts;
    this.persist = persist;
    this.generateKey = generateKey;
    const { pin, puk, globalPin } = image.references;
    this.pin = new ReferenceData(pin, { persist, random });
    this.puk = new ReferenceData(puk, { persist, random });
    this.globalPin = globalPin && new ReferenceData(globalPin, { persist, random });
    this.administration = new AdministrationKey(image.administrationKey, random);
    this.keys = new KeyRing(image.keys, { persist });
  }

  /** The PIN that P2 names, if the card has it (SP 800-73-4, Part 2, 3.2.1: 80 is the PIV PIN, 00 the global one). */
  pinOf(reference: number): ReferenceData | undefined {
    if (reference === 0x80) return this.pin;
    return reference === 0x00 ? this.globalPin : undefined;
  }

  get pinVerified(): boolean {
    return this.pin.verified || this.globalPin?.verified === true;
  }

  notePinVerified(turn: number): void {
    this.#verifiedInTurn = turn;
  }

  /** Whether the rule of a key is met by a command of this turn. */
  admits(rule: KeyRule, turn: number): boolean {
    if (this.contactless && !rule.contactless) return false;
    if (rule.pin === "never") return true;
    if (rule.pin === "always" && this.profile.pinAlways === "enforced" && turn !== this.#verifiedInTurn + 1)
      return false;
    return this.pinVerified;
  }

  /** 6982 unless the administration key was proven by contacts: the rule of everything that writes. */
  refusalOf(writing: "writing" | "making-keys"): number | undefined {
    if (this.accepts.has(writing)) return undefined;
    return this.administration.proven && !this.contactless ? undefined : StatusWord.SECURITY_STATUS_NOT_SATISFIED;
  }

  dropSecurityStatus(): void {
    for (const reference of [this.pin, this.puk, this.globalPin]) reference?.dropStatus();
    this.administration.dropStatus();
    this.#verifiedInTurn = -1;
  }
}
