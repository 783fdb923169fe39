import { parseRequest } from "../foundation/parse-request.ts";
import type { Operation } from "./operation.ts";

/** Calls operations in this process as requests to the control API would: what goes in and what comes out is JSON. */
export class OperationCalls {
  readonly #operations: ReadonlyMap<string, Operation>;
  readonly #changed: () => void;

  /** @param changed - called after each operation that may have changed something */
  constructor(operations: readonly Operation[], changed: () => void = () => undefined) {
    this.#operations = new Map(operations.map((one) => [one.id, one]));
    this.#changed = changed;
  }

  /** Whether there is such an operation here: those of what is not served are missing. */
  has(id: string): boolean {
    return this.#operations.has(id);
  }

  /** The operation itself, for what it says of itself; undefined if there is none of that id. */
  describe(id: string): Omit<Operation, "run"> | undefined {
    return this.#operations.get(id);
  }

  /**
   * Resolves to the answer's JSON, undefined if there is none. Rejects with a TestkitError as the control API refuses, and with a
   * TypeError if there is no such operation.
   */
  async call(id: string, parameters: Readonly<Record<string, string>> = {}, body?: unknown): Promise<unknown> {
    const operation = this.#operations.get(id);
    if (operation === undefined) throw new TypeError(`there is no operation ${id}`);
    const { method, body: schema, run } = operation;
    try {
      const answer = await run({ parameters, body: schema ? parseRequest(schema, body) : undefined });
      return answer === undefined ? undefined : JSON.parse(JSON.stringify(answer));
    } finally {
      if (method !== "get") this.#changed();
    }
  }
}
