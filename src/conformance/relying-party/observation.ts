import type { JournalEntry } from "../../fake-cis2/index.ts";

type RequestEntry = Extract<JournalEntry, { type: "request" }>;

/** What CIS2 saw of the relying party and the browser since the scenario began. */
export class Observation {
  readonly #entries: readonly JournalEntry[];

  constructor(entries: readonly JournalEntry[]) {
    this.#entries = entries;
  }

  /** Everything, in its order. */
  get entries(): readonly JournalEntry[] {
    return this.#entries;
  }

  /** What it saw after the first so many entries. */
  since(count: number): Observation {
    return new Observation(this.#entries.slice(count));
  }

  /** Why connections ended on which nothing was asked, such as a certificate that is not trusted. */
  get brokenConnections(): readonly string[] {
    return this.#entries.flatMap((entry) => (entry.type === "connection" ? [entry.error] : []));
  }

  /** Requests to one of the provider's endpoints, in their order. */
  requests(endpoint: string): readonly RequestEntry[] {
    return this.#entries.filter(
      (entry): entry is RequestEntry => entry.type === "request" && entry.endpoint === endpoint,
    );
  }

  /** Token requests that brought a code; one without is refused, and gives nobody anything. */
  get codesSent(): readonly RequestEntry[] {
    return this.requests("token").filter(({ parameters }) => Boolean(parameters?.["code"]));
  }

  /** Whether CIS2 has shown the fault. */
  showed(fault: string): boolean {
    return this.#entries.some((entry) => entry.type === "fault" && [fault, `userinfo-${fault}`].includes(entry.fault));
  }

  /** One line for each sign-in in which no card took part. */
  get withoutCard(): readonly string[] {
    return signInsWithoutCard(this.#entries);
  }

  /** Logout tokens that CIS2 sent. */
  get logouts() {
    return this.#entries.filter((entry) => entry.type === "logout");
  }

  /** One line for each thing that happened, for a report. */
  get formatJournalEntry(): string {
    return this.#entries.map(formatJournalEntry).join("\n");
  }
}

/** One line for each sign-in of a journal that ended and in which no card took part. */
export function signInsWithoutCard(entries: readonly JournalEntry[]): readonly string[] {
  return entries.flatMap((entry) =>
    entry.type === "sign-in" && entry.step === "finished" && entry.withoutCard !== undefined
      ? [`${entry.userId ?? "nobody"} signed in to ${entry.clientId} by ${entry.withoutCard}`]
      : [],
  );
}

function formatJournalEntry(entry: JournalEntry): string {
  switch (entry.type) {
    case "request": {
      const { method, path, status, endpoint, parameters, error } = entry;
      const details = parameters && Object.entries(parameters).map(([name, value]) => `${name}=${String(value)}`);
      return [
        `${endpoint ?? "page"}: ${method} ${path.split("?")[0] ?? ""}`,
        ...(details?.length ? [`with ${details.join(", ")}`] : []),
        `answered ${status}${error === undefined ? "" : ` ${error}`}`,
      ].join(" ");
    }
    case "sign-in":
    case "gas": {
      const { type, step, userId, refused } = entry;
      const by =
        "withoutCard" in entry && entry.withoutCard !== undefined
          ? `, no card took part, but ${entry.withoutCard}`
          : "";
      return `${type}: ${step}${userId === undefined ? "" : ` of ${userId}`}${by}${refused === undefined ? "" : `, refused with ${refused}`}`;
    }
    case "fault":
      return `fault: ${entry.fault} shown at ${entry.endpoint}`;
    case "connection":
      return `connection: ${entry.error}`;
    case "logout":
      return `logout token: ${entry.error ?? `answered ${entry.status ?? 0}`}`;
  }
}
