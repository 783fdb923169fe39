import type { ControlApiContext } from "./control-api-context.ts";
import { cardOperations } from "./card-operations.ts";
import { readerOperations } from "./reader-operations.ts";
import { appOperations } from "./app-operations.ts";
import { desktopOperations } from "./desktop-operations.ts";
import { faultOperations } from "./fault-operations.ts";
import { journalOperations } from "./journal-operations.ts";
import { logoutOperations } from "./logout-operations.ts";
import { peopleOperations } from "./people-operations.ts";
import { relyingPartyOperations } from "./relying-party-operations.ts";
import { signInOperations } from "./sign-in-operations.ts";
import { stateOperations } from "./state-operations.ts";
import { timelineOperations } from "./timeline/timeline-operations.ts";
import { withoutCardOperations } from "./without-card-operations.ts";
import type { Operation } from "./operation.ts";

/** Everything the control API can do. */
export function operations(context: ControlApiContext): Operation[] {
  return [
    ...stateOperations(context),
    ...relyingPartyOperations(context),
    ...journalOperations(context),
    ...peopleOperations(context),
    ...cardOperations(context),
    ...signInOperations(context),
    ...withoutCardOperations(context),
    ...faultOperations(context),
    ...logoutOperations(context),
    ...readerOperations(context),
    ...(context.readerControl ? desktopOperations(context.readerControl, context.clock) : []),
    ...appOperations(context),
    ...timelineOperations(context),
  ];
}
