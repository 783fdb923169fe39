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
          required === "one of these" ? "one of these is required" : required ? "required" : value,
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
      "If the environment variable `CIS2_TESTKIT_CONTROL_TOKEN` has a token, each request needs the header",
      "`Authorization: Bearer <token>`.",
      "",
      "The [glossary](../glossary.md) explains terms such as relay step. [The life of a",
      "card](../life-of-a-card.md#the-requests-of-a-client) says how a client answers a relay step. The [guide to the API",
      "platform](../how-to/call-an-api-after-sign-in.md#what-else-the-platform-has) explains the combined pattern.",
    ].join("\n"),
    table(
      ["call", "what it does"],
      calls.map(({ call, summary }) => [code(call), summary]),
    ),
    [
      "Two more calls answer with server-sent events:",
      "",
      "- `GET /events` sends each new entry of the journal.",
      "- `GET /sign-in-events` sends each sign-in that begins or changes.",
    ].join("\n"),
    [
      "Some calls exist only if a certain part of `serve` runs:",
      "",
      "- The calls on `/readers` need the desktop, which runs unless you set `--no-desktop`.",
      "- The calls on `/api-platform` need the fake API platform. Set `--api-platform-port <port>` to run it.",
      "- The calls on `/sign-ins` and `GET /sign-in-events` need the control panel, which runs unless you set `--no-panel`.",
    ].join("\n"),
    ...bodies,
    "## Faults",
    [
      "A fault changes the fake CIS2's answer at one endpoint. If the table says `any`, you choose the endpoint: name it in the field",
      "`endpoint` of `POST /faults`. In the rows with the endpoint `token`, names such as iss and kid are claims and header fields of",
      "the ID token.",
    ].join("\n"),
    table(
      ["fault", "endpoint", "what goes wrong"],
      Object.entries(faultCatalogue).map(([name, { endpoint, summary }]) => [code(name), endpoint, summary]),
    ),
  ].join("\n\n")}\n`;
}
