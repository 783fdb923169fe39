import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";

const page = readFileSync("docs/how-to/test-a-card-in-a-reader.md", "utf8").replaceAll(/\n +/g, " ");
const inOneLine = page.replaceAll(/\s+/g, " ");
const guard = "src/conformance/real-card/card-guard.test.ts";
const restored = "src/conformance/real-card/restored-card.test.ts";
const opened = "src/conformance/real-card/real-card.test.ts";
const ofRun = "src/conformance/real-card/trace-of-run.test.ts";
const inReader = "interoperability/real-card.test.ts";
const strangers = "interoperability/strangers/strangers.test.ts";
const killed = "interoperability/strangers/killed-run.test.ts";
const groups = "src/conformance/apdu-suite/group-verdict.test.ts";
const traces = "src/virtual-card/trace/recorded-card.test.ts";
const [asBefore, replays] = ["passes what applies to a real card, is left as it was", "replays to the same verdicts"];

type Promised = readonly [promise: string, ...tests: (readonly [file: string, name: string])[]];

/** The beginning of each promise in a step or bullet, and the tests that hold it: a file, and a part of a test's name. */
const promises: readonly Promised[] = [
  [
    "If an earlier run was killed",
    [opened, "is brought back from what a killed run left on it, which is said"],
    [restored, "is brought back by the next one, wherever it was killed"],
    [killed, "is undone by the next run, which says so"],
  ],
  [
    "The run looks for cards with the same serial in other readers",
    [opened, "is not used while another reader has a card of the same serial"],
  ],
  ["The card says how many passcode tries are left. If only one is left", [inReader, "is let be, and keeps its try"]],
  ["The card verifies the passcode. If the passcode is wrong", [inReader, "has one try spent by a wrong passcode"]],
  [
    "If you give [`--allow-destructive`](#with-a-card-that-you-can-spare) and an unblocking code",
    [opened, "loses one try of the PUK and none of the passcode"],
  ],
  [
    "Without `--allow-destructive` the gate stops",
    [guard, "without leave"],
    [strangers, "only reads it without leave"],
  ],
  [
    "Without `--allow-destructive` the gate lets a secret through only in",
    [guard, "the PUK as the passcode"],
    [guard, "the right passcode at a finger's reference"],
  ],
  ["Before each use of the passcode", [guard, "spends one try on purpose"]],
  ["A card that does not say how many tries", [guard, "does not take a card for one with all its tries"]],
  ["With one try left the gate lets no passcode through", [guard, "does not spend the last try"]],
  [
    "Once the card refuses a secret",
    [guard, "ends the use of the passcode for good"],
    [guard, "after the card refused the PUK"],
  ],
  ["Cases that spend all tries", [restored, "never has a case put to it that goes to the last try"]],
  ["The run sends a wrong passcode on purpose", [guard, "and not the one before the last"]],
  [
    "After each case the run undoes what the card accepted",
    [restored, "although it accepts whatever it should refuse"],
    [strangers, "undoes whatever it accepted"],
  ],
  [
    "The run writes only to objects and slots",
    ["src/conformance/apdu-suite/piv-suite.test.ts", "leaves objects and slots alone that the card uses"],
  ],
  [
    "Cases that need the PUK run only if",
    [strangers, "with leave and without PUK"],
    [guard, "spends no try of an unblocking code before it saw the right one"],
  ],
  ["Cases that need a PIV card's administration key", [strangers, "with leave, PUK and administration key"]],
  ["If the run cannot restore the card", [strangers, "stops with 6 and says how the card differs"]],
];

/** Those in paragraphs and in the table on traces. */
const others: readonly Promised[] = [
  [
    "By default a run reads the card, verifies your passcode and makes signatures. It writes nothing",
    [strangers, "only reads it without leave"],
  ],
  ["The run cannot lock the card by accident", [restored, "goes to the last try"], [inReader, "keeps its try"]],
  ["and leaves the card as it was", [inReader, asBefore], [strangers, "undoes whatever it accepted"]],
  ["For a run you give both the reader's name and the card's serial", [inReader, "is not used without both opt-ins"]],
  ["The others are _not applicable_, each with its reason", [inReader, "says why the rest does not apply"]],
  [
    "A group of cases is _passed_ only if",
    [groups, "is passed only if every case ran"],
    [strangers, "passes nothing untried"],
  ],
  ["A scenario that sends nothing to the card is not applicable", [strangers, "passes nothing untried"]],
  ["but with another status word than the clause names", [groups, "refused with another status word"]],
  ["If the card's certificate is not valid at that time", [strangers, "fails nothing falsely"]],
  ["You can accept a failure that you know", [strangers, "are compared with a recording, and with its replay"]],
  ["and its steps, and holds no secret", [opened, "is brought back from what a killed run left"]],
  ["`replay` runs the same scenarios on the trace", [inReader, replays]],
  [
    "`replay` names the scenario, and the exit code is 1",
    [inReader, "names the first difference from what is replayed"],
  ],
  [
    "names the first such command and the recorded command (`TRACE_MISMATCH`)",
    [traces, "names the first difference in order"],
  ],
  ["With `--trace-match command`", [inReader, "replays by command alone, a part of it as well"]],
  [
    "| data of the commands that carry a passcode or PUK: VERIFY",
    [traces, "and neither its data nor how long they are"],
  ],
  [
    "| data that proves to a PIV card that the testkit has the card's administration key",
    [traces, "keeps no proof of the administration key"],
  ],
  ["| fingerprints, face", [traces, "withholds what is printed on the card"]],
  ["| serial, ATR, card identifiers, tries left", [traces, "and every other command was, whole"]],
  ["If it finds one of them, it writes nothing", [ofRun, "is not written if a card repeated the"]],
];

describe("the promises of the how-to on real cards", () => {
  for (const [promise, ...tests] of [...promises, ...others]) {
    it(`are held by a test: ${promise}`, () => {
      assert.ok(inOneLine.includes(promise), "the page does not say it any more");
      for (const [file, name] of tests)
        assert.ok(readFileSync(file, "utf8").includes(name), `${file} has no test "${name}"`);
    });
  }

  it("are all of its numbered steps and bullets", () => {
    const stated = [...page.matchAll(/^(?:- |\d\. )(.*)$/gm)].map(([, text = ""]) => text);
    assert.ok(stated.length >= promises.length);
    for (const text of stated)
      assert.ok(
        promises.some(([promise]) => text.startsWith(promise)),
        `no test is named for: ${text}`,
      );
  });
});
