import { z } from "zod";
import { serveFakeCis2 } from "../../../src/harness/index.ts";
import { faultCatalogue } from "../../../src/fake-cis2/index.ts";
import { createLogger } from "../../../src/foundation/create-logger.ts";
import { code, generated, table } from "./markdown.ts";
import { fieldsOfJsonSchema } from "./schema-fields.ts";

const document = z.looseObject({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        operationId: z.string(),
        summary: z.string(),
        requestBody: z
          .looseObject({ content: z.object({ "application/json": z.object({ schema: z.unknown() }) }) })
          .optional(),
      }),
    ),
  ),
});

export type OpenApiDocument = z.infer<typeof document>;

/** What a running fake CIS2 with a desktop and an API platform says of its control API. */
export async function readOpenApiDocument(): Promise<OpenApiDocument> {
  const serving = await serveFakeCis2({
    host: "127.0.0.1",
    ports: { internet: 0, hscn: 0 },
    logger: createLogger({ level: "silent" }),
    control: { port: 0 },
    apiPlatform: { port: 0 },
    panel: { port: 0 },
    desktop: { persona: "one-role", profile: "piv", portServicePorts: [0], showWindow: () => undefined },
  });
  try {
    const origin = z.string().parse(serving.ready.controlApi);
    return document.parse(await (await fetch(`${origin}/openapi.json`)).json());
  } finally {
    await serving.close();
  }
}

/** The calls of the control API. */
export function controlApiPage({ paths }: OpenApiDocument): string {
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ call: `${method.toUpperCase()} ${path}`, ...operation })),
  );
  const bodies = calls.flatMap(({ call, requestBody }) => {
    if (!requestBody) return [];
    const rows = fieldsOfJsonSchema(requestBody.content["application/json"].schema);
    return [
      `## ${call}`,
      table(
        ["field", "type", "default", "meaning"],
        rows.map(({ name, type, required, default: value, description }) => [
          code(name),
          type,
          required ? "required" : value,
          description,
        ]),
      ),
    ];
  });
  return `${[
    generated,
    "# Control API",
    [
      "Tests control a running fake CIS2 through this API. To switch the API on, start `cis2-testkit serve --control-port <port>`. In a",
      "program, the class `ControlClient` has a method for each call. `GET /openapi.json` answers with [the OpenAPI",
      "description](openapi.json). An error has the form `{error: {code, message}}`, with a code from [the list of errors](errors.md).",
    ].join("\n"),
    table(
      ["call", "what it does"],
      calls.map(({ call, summary }) => [code(call), summary]),
    ),
    "`GET /events` streams what happens, as server-sent events. `GET /sign-in-events` streams each sign-in that changes. The API has",
    "the calls on readers only if `serve` has a desktop, and the calls on `/sign-ins` only if `serve` has a control panel.",
    ...bodies,
    "## Faults",
    "If a fault is a transport fault, it happens at the endpoint that the call names.",
    table(
      ["fault", "endpoint", "what goes wrong"],
      Object.entries(faultCatalogue).map(([name, { endpoint, summary }]) => [code(name), endpoint, summary]),
    ),
  ].join("\n\n")}\n`;
}
