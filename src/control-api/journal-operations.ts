import type { ControlApiContext } from "./control-api-context.ts";
import type { Operation } from "./operation.ts";

/** What happened. */
export function journalOperations({ journal }: ControlApiContext) {
  return [
    {
      method: "get",
      path: "/journal",
      id: "journal",
      summary: "The entries of the journal, oldest first. Secrets are left out.",
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
