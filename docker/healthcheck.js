// Healthy where the fake CIS2 answers with its discovery document at each of these origins, by whatever name it goes.
import { issuerPath } from "../src/fake-cis2/networks/cis2-network.ts";

async function get(origin, headers = {}) {
  const response = await fetch(`${origin}${issuerPath}/.well-known/openid-configuration`, {
    headers: { accept: "application/json", ...headers },
    signal: AbortSignal.timeout(4000),
  });
  const body = await response.json();
  const publicOrigin = body.error?.code === "HOST_UNKNOWN" ? body.error.details.origin : undefined;
  if (publicOrigin !== undefined && headers.host === undefined)
    return get(origin, { host: new URL(publicOrigin).host });
  if (typeof body.issuer !== "string") throw new Error(`${response.status} ${JSON.stringify(body)}`);
  return body.issuer;
}

for (const origin of process.argv.slice(2)) {
  try {
    console.log(`${origin}: ${await get(origin)}`);
  } catch (error) {
    console.error(`${origin}: ${error.cause?.message ?? error.message}`);
    process.exitCode = 1;
  }
}
