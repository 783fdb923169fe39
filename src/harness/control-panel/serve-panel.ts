import type { ControlApiContext } from "../../control-api/index.ts";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import type { Logger } from "../../foundation/logger.ts";
import type { PersonaReaders } from "../desktop/persona-readers.ts";
import type { EmbeddedCis2 } from "../embedded-cis2.ts";
import { type ControlPanel, startControlPanel } from "./control-panel.ts";
import type { PanelChanges } from "./panel-changes.ts";

export { PanelChanges } from "./panel-changes.ts";
export { SignInWatch } from "./timeline/sign-in-watch.ts";

/** Where the panel is. */
export interface PanelPlace {
  /** Default: loopback. */
  readonly host?: string | undefined;
  readonly port: number;
  /** Take another free port if this one is taken. */
  readonly orAnyPort?: boolean;
  /** That of the control API, if it has one. */
  readonly token?: string | undefined;
}

export interface Watched {
  readonly embedded: EmbeddedCis2;
  readonly beside: Pick<ControlApiContext, "readerControl" | "apps" | "timeline">;
  readonly personaReaders: PersonaReaders;
  readonly changes: PanelChanges;
  readonly logger: Logger;
}

/** Serves the control panel of an environment, and tells its pages of what happens there. Rejects as `startControlPanel` does. */
export async function servePanel(
  { orAnyPort = false, ...address }: PanelPlace,
  { embedded, beside, personaReaders, changes, logger }: Watched,
): Promise<ControlPanel> {
  const options = { operations: await embedded.operations(beside), changes, logger };
  const panel = await startControlPanel({ ...address, ...options }).catch((error: unknown) => {
    if (!orAnyPort || !isTestkitError(error, "PORT_TAKEN")) throw error;
    return startControlPanel({ ...address, port: 0, ...options });
  });
  const ends = [
    embedded.cis2.journal.listen(changes.changed),
    personaReaders.source.onEvent(changes.changed, changes.changed),
    ...(beside.timeline ? [beside.timeline.listen(changes.changed)] : []),
  ];
  return {
    origin: panel.origin,
    close: async () => {
      for (const end of ends) end();
      await panel.close();
    },
  };
}
