import { z } from "zod";
import type { Operation } from "./operation.ts";

/** The control API's own description, OpenAPI 3.1. */
export function openApiDocument(operations: readonly Operation[], needsToken: boolean): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { method, path, id, summary, body } of operations) {
    paths[path] ??= {};
    paths[path][method] = {
      operationId: id,
      summary,
      parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
        name,
        in: "path",
        required: true,
        schema: { type: "string" },
      })),
      ...(body ? { requestBody: { required: true, content: { "application/json": { schema: schemaOf(body) } } } } : {}),
      responses: {
        "200": { description: "Done. The status is 204 if there is nothing to return." },
        "400": { description: "The request cannot be read." },
        "404": { description: "There is no such thing." },
        ...(needsToken ? { "401": { description: "The token is missing or wrong." } } : {}),
      },
    };
  }
  return {
    openapi: "3.1.0",
    info: { title: "cis2-testkit control API", version: "1" },
    paths,
    ...(needsToken
      ? {
          components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
          security: [{ token: [] }],
        }
      : {}),
  };
}

function schemaOf(schema: z.ZodType): unknown {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return rest;
}
