import type { ControlApiContext } from "./control-api-context.ts";
import type { Operation } from "./operation.ts";

/** What happened. */
export function journalOperations({ journal }: ControlApiContext) {
  return [
    {
      method: "get",
      path: "/journal",
      id: "journal",
      summary: "What happened, oldest first, secrets redacted.",
      run: () => journal.entries,
    },
    {
      method: "delete",
      path: "/journal",
      id: "clearJournal",
      summary: "Empties the journal.",
      run: () => {
        journal.clear();
      },
    },
  ] satisfies Operation[];
}
