import type { ControlledEnvironment } from "./control-api-context.ts";
import type { Operation } from "./operation.ts";

/** What happened. */
export function journalOperations({ activity }: ControlledEnvironment) {
  return [
    {
      method: "get",
      path: "/journal",
      id: "journal",
      summary: "What happened, oldest first, secrets redacted.",
      run: () => activity.entries,
    },
    {
      method: "delete",
      path: "/journal",
      id: "clearJournal",
      summary: "Empties the journal.",
      run: () => {
        activity.clear();
      },
    },
  ] satisfies Operation[];
}
