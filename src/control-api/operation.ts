import type { z } from "zod";

/** One operation of the control API. Its OpenAPI description is generated from this. */
export interface Operation {
  readonly method: "get" | "post" | "put" | "delete";
  /** With parameters in braces, as OpenAPI writes them. */
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly body?: z.ZodType;
  /** Resolves to the JSON to answer with; to nothing for 204. */
  readonly run: (call: Call) => unknown;
}

export interface Call {
  readonly parameters: Readonly<Record<string, string>>;
  /** The request's JSON, checked against the operation's schema. */
  readonly body: unknown;
}

/** Declares an operation that takes a body, typed by its schema. */
export function withBody<Schema extends z.ZodType>(
  operation: Omit<Operation, "run" | "body"> & {
    body: Schema;
    run: (body: z.infer<Schema>, parameters: Readonly<Record<string, string>>) => unknown;
  },
): Operation {
  const { run, ...rest } = operation;
  return { ...rest, run: ({ body, parameters }) => run(body as z.infer<Schema>, parameters) };
}
