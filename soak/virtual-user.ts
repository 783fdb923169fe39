import assert from "node:assert/strict";
import { type PasscodeSource, scriptedPasscodes, signIn } from "../src/client/index.ts";
import type { EmbeddedCis2, IssuedCard } from "../src/harness/index.ts";
import type { JournalEntry } from "../src/fake-cis2/index.ts";
import { authorization, discover } from "../src/fake-cis2/testing/relying-party-client.ts";
import { codeOf, finishStrictly, strictScope } from "../src/harness/relying-party/testing/checking-relying-party.ts";
import { isTestkitError } from "../src/foundation/errors/testkit-error.ts";
import { cardFault, faultyCard, InProcessReaders } from "../src/virtual-card/index.ts";
import type { SeededGenerator } from "../fuzz/runner/seeded-generator.ts";
import { cutFetch } from "./cut-network.ts";
import { type FaultKind, someFault } from "./fault-kinds.ts";

export const redirectUri = "http://127.0.0.1:9/callback";

export interface LaneOptions {
  readonly embedded: EmbeddedCis2;
  readonly party: { readonly clientId: string; readonly clientSecret: string };
  /** Personas reserved for this virtual user, because it suspends their cards. */
  readonly personas: readonly string[];
  /** A persona's card of a profile. */
  readonly cardOf: (persona: string, profile: string) => IssuedCard;
  readonly dice: SeededGenerator;
}

/** How a sign-in ended that should have ended otherwise. */
class Misjudged extends Error {}

/** One person after the other signs in, with something wrong each time; each sign-in is judged on its own. */
export class VirtualUser {
  readonly #options: LaneOptions;

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  /** One sign-in. Resolves to its kind of fault; rejects with Misjudged. */
  async signInOnce(kind: FaultKind = someFault(this.#options.dice)): Promise<FaultKind> {
    const { embedded, dice, personas, party } = this.#options;
    const { cis2 } = embedded;
    const persona = kind.persona ?? dice.pick(personas);
    const profile = kind.profile ?? dice.pick(["piv", "series8"]);
    const network = dice.pick(["internet", "hscn"] as const);
    const card = this.#options.cardOf(persona, profile);
    const story = `${kind.name}: ${persona}, ${profile}, ${network}`;
    const events: JournalEntry[] = [];
    const stopListening = cis2.journal.listen((entry) => {
      if ("clientId" in entry && entry.clientId === party.clientId) events.push(entry);
    });
    const set =
      kind.provider &&
      (await cis2.faults.set({ ...kind.provider, ...transportAt(kind, dice), clientId: party.clientId }));
    if (kind.register === "suspend") await cis2.registrationAuthority.suspend(card.serial);
    try {
      const role = dice.pick(card.persona.roles).roleId;
      const ended = await this.#signIn(kind, card, cis2.networks[network].issuer, role);
      judge(story, kind, ended, { sub: card.persona.user.userId, role });
      judgeJournal(story, kind, events, card.persona.user.userId);
      if (set !== undefined) assertGone(story, await cis2.faults.remove(set.id));
    } finally {
      stopListening();
      // Entered again, not resumed: a person who holds cards of both kinds could not have it back.
      if (kind.register === "suspend") await embedded.issueCard(persona, profile);
    }
    return kind;
  }

  async #signIn(kind: FaultKind, card: IssuedCard, issuer: string, role: string): Promise<Ended> {
    const { party, dice } = this.#options;
    const config = await discover(issuer, party);
    config.timeout = 60;
    const { url, checks } = authorization(config, { scope: strictScope, acr_values: "AAL3_ANY", max_age: "300" });
    try {
      const { callbackUrl } = await signIn({
        authorizationUrl: url,
        redirectUri,
        readers: readersWith(kind, card),
        passcodes: passcodesOf(kind, card.persona.card.passcode),
        role,
        // Every sign-in has five requests at least; the first three come before the card is asked.
        ...(kind.network && { fetch: cutFetch(kind.network, 1 + dice.below(5)) }),
      });
      const claims = await finishStrictly(config, callbackUrl, { ...checks, maxAge: 300 });
      return { code: "right", sub: claims.sub, role: claims["selected_roleid"] };
    } catch (error) {
      return { code: isTestkitError(error) ? error.code : codeOf(error), error };
    }
  }
}

interface Ended {
  readonly code: string;
  readonly sub?: string;
  readonly role?: unknown;
  readonly error?: unknown;
}

function judge(story: string, { outcome }: FaultKind, ended: Ended, person: { sub: string; role: string }): void {
  if (ended.code !== outcome) {
    throw new Misjudged(`${story}: it ended ${ended.code}, not ${outcome}`, { cause: ended.error });
  }
  if (outcome !== "right") return;
  if (ended.sub !== person.sub || ended.role !== person.role) {
    throw new Misjudged(
      `${story}: signed in ${ended.sub ?? ""} as ${JSON.stringify(ended.role)}, not ${JSON.stringify(person)}`,
    );
  }
}

/** The journal tells the same story: who finished, what was refused, and each fault once. */
function judgeJournal(story: string, kind: FaultKind, events: readonly JournalEntry[], userId: string): void {
  const signIns = events.filter((entry) => entry.type === "sign-in");
  const last = signIns.at(-1);
  if (kind.outcome === "right" && (last?.step !== "finished" || last.userId !== userId)) {
    throw new Misjudged(`${story}: the journal ends with ${JSON.stringify(last)}`);
  }
  const refused = signIns.map((entry) => entry.refused).filter((code) => code !== undefined);
  const expected = kind.refusedByCis2 ? [kind.outcome] : [];
  if (JSON.stringify(refused) !== JSON.stringify(expected)) {
    throw new Misjudged(`${story}: the journal has ${refused.join(", ") || "no refusal"}`);
  }
  const shown = events.filter((entry) => entry.type === "fault").map(({ fault }) => fault);
  assert.deepEqual(shown, kind.provider ? [kind.provider.fault] : [], `${story}: faults in the journal`);
}

function assertGone(story: string, wasThere: boolean): void {
  if (wasThere) throw new Misjudged(`${story}: the fault was never used`);
}

/** A transport fault can show at each endpoint of this relying party's own. */
function transportAt({ provider }: FaultKind, dice: SeededGenerator) {
  const transport = ["slow", "internal-error", "unavailable", "not-json", "dropped-connection"];
  return provider && transport.includes(provider.fault) ? { endpoint: dice.pick(["token", "userinfo"] as const) } : {};
}

function readersWith(kind: FaultKind, { image }: IssuedCard): InProcessReaders {
  const readers = new InProcessReaders();
  readers.addReader("R1");
  if (kind.readers === "empty") return readers;
  readers.insert("R1", faultyCard(image, kind.card === undefined ? [] : [cardFault(kind.card)]));
  if (kind.readers !== "two-cards") return readers;
  readers.addReader("R2");
  readers.insert("R2", faultyCard(image, []));
  return readers;
}

function passcodesOf({ passcodes }: FaultKind, right: string): PasscodeSource {
  const wrong = "00000000";
  if (passcodes === "wrong-once") return scriptedPasscodes(wrong, right);
  if (passcodes === "wrong-thrice") return scriptedPasscodes(wrong, wrong, wrong, right);
  return passcodes === "none" ? scriptedPasscodes() : scriptedPasscodes(right);
}
