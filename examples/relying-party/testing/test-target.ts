import { once } from "node:events";
import type { RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import {
  setRelyingPartyRun,
  type RelyingPartyTargetInput,
  RelyingPartyRun,
  resolveConfiguration,
  runFeatures,
  type ScenarioResult,
} from "../../../src/conformance/index.ts";
import { serverTls } from "../../../src/harness/index.ts";
import configuration from "../cis2-testkit.config.ts";
import type { Copy } from "./copy.ts";
import type { SetUp } from "./variants.ts";

const clientSecret = "a secret of the tests";
const apiSecret = "a-secret-of-the-app";
const { relyingParty: documented } = configuration;

/** As cis2-testkit.config.ts has it, but for its ports. */
function targetAt(origin: string, setUp: SetUp): RelyingPartyTargetInput {
  const text = JSON.stringify(documented).replaceAll(new URL(documented.startUrl).origin, origin);
  const { jwksUri, ...target } = JSON.parse(text) as typeof documented;
  return {
    ...target,
    ...(setUp === "secret" ? { clientSecret } : { jwksUri }),
    cis2: { port: 0, tls: setUp === "TLS" },
    ...(setUp === "AAL2" && { acr: "AAL2_OR_AAL3_ANY" }),
    ...(setUp === "API platform" && {
      apiPlatform: {
        port: 0,
        app: { name: "Example", key: "example-system", secret: apiSecret, jwksUri: `${origin}/oidc/jwks` },
        callUrl: `${origin}/message`,
      },
    }),
  };
}

/**
 * Runs the scenarios with these ids, or else every scenario of the target relying-party, on a copy of the example, in this
 * process. `changes` replace members of its configuration file; they may depend on the copy's origin.
 */
export async function testCopy(
  copy: Copy,
  setUp: SetUp,
  scenarios?: readonly string[],
  changes: Partial<RelyingPartyTargetInput> | ((origin: string) => Promise<RelyingPartyTargetInput>) = {},
  order?: string,
): Promise<readonly ScenarioResult[]> {
  // Until it is told where CIS2 is, it answers what the run waits for: anything.
  let application: RequestListener = (_request, response) => void response.writeHead(503).end();
  const { server, origin } = await listen(copy, setUp, (request, response) => {
    application(request, response);
  });
  const changed = typeof changes === "function" ? await changes(origin) : { ...targetAt(origin, setUp), ...changes };
  const settings = { target: "relying-party", relyingParty: changed };
  const file = { name: "the test", settings };
  const configuration = resolveConfiguration({ flags: {}, environment: {}, file });
  if (configuration.target !== "relying-party") throw new TypeError("the target is another");
  const { relyingParty } = configuration;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  const run = await RelyingPartyRun.start(relyingParty).catch((error: unknown) => {
    // An open server would keep the test's process from its end.
    close();
    throw error;
  });
  try {
    const settingsOfCopy = copy.readSettings({
      CIS2_ISSUER: run.network.issuer,
      CLIENT_ID: relyingParty.clientId,
      BASE_URL: origin,
      TEST_CLOCK: "true",
      CLIENT_KEY_FILE: copy.keyFile,
      ...(setUp === "secret" ? { CLIENT_SECRET: clientSecret } : {}),
      ...(setUp === "AAL2" ? { ACR_VALUES: "AAL2_OR_AAL3_ANY", MINIMUM_AUTHENTICATION_ASSURANCE: "2" } : {}),
      ...(run.apiPlatform ? { API_PLATFORM_URL: run.apiPlatform.origin, API_SECRET: apiSecret } : {}),
    });
    application = await copy.createApplication(settingsOfCopy, () => undefined);
    setRelyingPartyRun(run);
    const tags = scenarios?.map((id) => `@id:${id}`).join(" or ") ?? "@relying-party";
    return await runFeatures({ worldParameters: { target: "relying-party" }, tags, order });
  } finally {
    setRelyingPartyRun(undefined);
    await run.close();
    close();
  }
}

async function listen({ createWebServer }: Copy, setUp: SetUp, handle: RequestListener) {
  const tls = setUp === "TLS" ? (await serverTls("127.0.0.1", [])).identity : undefined;
  const server = createWebServer(handle, tls && { certificate: tls.certificate, key: tls.privateKey });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { server, origin: `${tls ? "https" : "http"}://127.0.0.1:${port}` };
}
