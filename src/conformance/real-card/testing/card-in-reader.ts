import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fixedPasscode, openSmartcard } from "../../../client/index.ts";
import { InProcessReaders, VirtualCard } from "../../../virtual-card/index.ts";
import { issueCard, passcode } from "../../../virtual-card/testing/issue-card.ts";
import type { RealCardOptions } from "../real-card.ts";

export const reader = "Reader";

/** A card in a reader, and the options that name both. */
export async function cardInReader({ triesLeft = 3 } = {}) {
  const card = new VirtualCard(issueCard({ triesLeft }));
  const readers = new InProcessReaders();
  readers.addReader(reader);
  readers.insert(reader, card);
  const connection = await readers.connect(reader);
  const cardSerial = await (await openSmartcard(connection)).readSerial();
  await connection.disconnect();
  const named: RealCardOptions = {
    readers,
    reader,
    cardSerial,
    passcodes: fixedPasscode(passcode),
    allowDestructive: false,
  };
  const folder = await temporaryFolder();
  const references = () => card.image.applets[0]?.references;
  return { named, readers, card, folder, references, tries: () => references()?.pin.triesLeft };
}

/** A folder until the test file has ended, for its user alone if nothing else is said. */
export async function temporaryFolder(mode = 0o700): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "real-card-"));
  after(() => rm(folder, { recursive: true, force: true }));
  await chmod(folder, mode);
  return folder;
}
