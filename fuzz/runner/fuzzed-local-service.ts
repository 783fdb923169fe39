import { fixedPasscode, startLocalService } from "../../src/client/index.ts";
import type { Logger } from "../../src/foundation/logger.ts";
import { InProcessReaders, VirtualCard } from "../../src/virtual-card/index.ts";
import { issueCard, passcode } from "../../src/virtual-card/testing/issue-card.ts";

/** The only origin the service allows. Nothing listens there. */
const page = "http://127.0.0.1:9";

/** A local service to send requests to as an allowed page would, with a card whose passcode it is told. */
export async function startFuzzedLocalService(profile: "piv" | "series8", logger: Logger) {
  const readers = new InProcessReaders();
  readers.addReader("R1");
  readers.insert("R1", new VirtualCard(issueCard({ profile })));
  const service = await startLocalService({
    readers,
    origins: [page],
    showWindow: () => undefined,
    passcodes: fixedPasscode(passcode),
    portServicePorts: [0],
    logger,
  });
  return {
    origin: `http://localhost:${service.userServicePort}`,
    headers: { origin: page },
    close: () => service.close(),
  };
}
