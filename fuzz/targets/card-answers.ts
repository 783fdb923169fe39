import { inspectReaders, withUnlockedCard } from "../../src/client/index.ts";
import { ScriptedCard, scriptedReaders } from "../../src/client/testing/scripted-card.ts";
import { VirtualCard } from "../../src/virtual-card/index.ts";
import { issueCard, passcode } from "../../src/virtual-card/testing/issue-card.ts";
import { encodeCommand, fromHex } from "../../src/iso7816/index.ts";
import { type FuzzTarget, inputOf, isRefusal, messagesOf } from "../runner/target.ts";

/** A card that gives the answers of the input in turn, and then none that is any use. */
function cardAnswering(input: Uint8Array): ScriptedCard {
  const answers = messagesOf(input.subarray(1)).values();
  const atr = (input[0] ?? 0) % 2 === 0 ? piv.atr : series8.atr;
  return new ScriptedCard(() => Uint8Array.from(answers.next().value ?? fromHex("6F00")), atr);
}

/** What a sound card answers in a sign-in. */
async function answersOf(image: ReturnType<typeof issueCard>, kind: number): Promise<Uint8Array> {
  const card = new VirtualCard(image);
  card.powerOn();
  const answers: Uint8Array[] = [];
  const script = new ScriptedCard((command) => {
    const answer = card.transmit(encodeCommand(command));
    answers.push(answer);
    return answer;
  }, card.atr);
  await use(script);
  return Buffer.concat([Uint8Array.of(kind), inputOf(answers)]);
}

async function use(card: ScriptedCard): Promise<void> {
  const hash = new Uint8Array(32);
  const options = {
    readers: scriptedReaders({ R1: card }),
    passcodes: { ask: () => Promise.resolve(Buffer.from(passcode)) },
  };
  let asked = 0;
  const passcodes = {
    ask: () => (asked++ < 3 ? options.passcodes.ask() : Promise.reject(new Error("asked for ever"))),
  };
  await withUnlockedCard(
    { ...options, passcodes, purpose: "authentication", requestedBy: "fuzz" },
    ({ algorithm, sign }) => sign(algorithm, hash),
  );
}

const piv = new VirtualCard(issueCard({ profile: "piv" }));
const series8 = new VirtualCard(issueCard({ profile: "series8" }));

/** What a hostile card answers: the client's drivers, chaining, certificates, PKCS #15 files, signatures. */
export const target: FuzzTarget = {
  name: "card-answers",
  longest: 16_384,
  seeds: async () => [
    await answersOf(issueCard({ profile: "piv" }), 0),
    await answersOf(issueCard({ profile: "series8" }), 1),
  ],
  dictionary: ["\x90\x00", "\x61\x10", "\x6c\x10", "\x63\xc1", "\x69\x83"],
  open: () => ({
    run: async (input) => {
      await inspectReaders(scriptedReaders({ R1: cardAnswering(input) }));
      try {
        await use(cardAnswering(input));
      } catch (error) {
        if (!isRefusal(error)) throw error;
      }
    },
  }),
};
