import assert from "node:assert/strict";
import { connect, type ConnectionOptions } from "node:tls";
import { Then } from "@cucumber/cucumber";
import { must } from "../src/conformance/index.ts";
import { expectRule } from "./support/findings.ts";
import type { TestkitWorld } from "./support/world.ts";

const rule = must("nhs", "security considerations", "security-considerations");
const cure = "Allow TLS 1.2 and later alone.";

Then("it has spoken TLS 1.2 or later with CIS2", function (this: TestkitWorld) {
  const versions = this.underTest.tokenRequests.map(({ tls }) => tls ?? "no TLS");
  const good = versions.every((version) => version === "TLSv1.2" || version === "TLSv1.3");
  expectRule(this, good, { what: `The relying party spoke ${versions.join(", ")} with CIS2.`, cure, rule });
});

Then("it does not speak TLS 1.1 with browsers", async function (this: TestkitWorld) {
  const { startUrl } = this.underTest.run.target;
  const modern = await handshake(startUrl, { minVersion: "TLSv1.2" });
  assert.ok(modern, "The relying party speaks neither TLS 1.2 nor TLS 1.3 at startUrl.");
  const old = await handshake(startUrl, { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT:@SECLEVEL=0" });
  expectRule(this, !old, { what: "The relying party speaks TLS 1.1 or older at startUrl.", cure, rule });
});

/** Whether a handshake succeeds; the certificate is not looked at. */
function handshake(address: string, options: ConnectionOptions): Promise<boolean> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve) => {
    const host = hostname.replace(/^\[(.*)\]$/, "$1");
    const socket = connect({ host, port: Number(port || 443), rejectUnauthorized: false, timeout: 10_000, ...options });
    const end = (succeeded: boolean) => {
      socket.destroy();
      resolve(succeeded);
    };
    socket.once("secureConnect", () => {
      end(true);
    });
    socket.once("error", () => {
      end(false);
    });
    socket.once("timeout", () => {
      end(false);
    });
  });
}
