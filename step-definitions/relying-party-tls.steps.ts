import assert from "node:assert/strict";
import { connect, type ConnectionOptions } from "node:tls";
import { Then, When } from "@cucumber/cucumber";
import { must } from "../src/conformance/index.ts";
import type { FakeCis2 } from "../src/fake-cis2/index.ts";
import { type WrongCertificate, wrongServerIdentity } from "../src/harness/index.ts";
import { expectRule } from "./support/findings.ts";
import type { TestkitWorld } from "./support/world.ts";

const rule = must("nhs", "security considerations", "security-considerations");
const cure = "Allow only TLS 1.2 and later.";

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

/** What CIS2 had seen when it began to show a certificate that is wrong. */
const seenBefore = new WeakMap<TestkitWorld, number>();

When(
  /^the browser brings the answer to the relying party, and CIS2 shows a certificate that is (.+)$/,
  async function (this: TestkitWorld, wrong: WrongCertificate) {
    const { underTest } = this;
    const { run } = underTest;
    const { callback } = await underTest.visit();
    assert.ok(run.certificate && callback, "the browser has brought nothing back over TLS");
    run.certificate.show(await wrongServerIdentity(wrong, run.target.cis2.host));
    seenBefore.set(this, this.underTest.observation.entries.length);
    const noticed = somebodyAt(run.cis2);
    try {
      await (await underTest.visit()).bringBack(callback);
    } catch {
      // The browser may be sent back to CIS2, whose certificate it does not accept.
    } finally {
      await noticed;
      run.certificate.putBack();
    }
  },
);

const timeoutMs = 5000;

/** Resolves when somebody asks CIS2 for something, or ends a connection instead; after 5 s at the latest. */
function somebodyAt({ journal }: FakeCis2): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      stop();
      clearTimeout(timer);
      resolve();
    };
    const stop = journal.listen(({ type }) => {
      if (type === "request" || type === "connection") end();
    });
    const timer = setTimeout(end, timeoutMs);
  });
}

Then("the relying party asks CIS2 for nothing", function (this: TestkitWorld) {
  const since = this.underTest.observation.since(seenBefore.get(this) ?? 0);
  const asked = ["token", "userinfo", "jwks", "discovery"].filter((endpoint) => since.requests(endpoint).length > 0);
  if (asked.length === 0 && since.brokenConnections.length === 0)
    throw new Error(
      "Nothing can be judged: the relying party did not connect to CIS2 while CIS2 showed the certificate",
    );
  expectRule(this, asked.length === 0, {
    what: `CIS2 showed a certificate that cannot be trusted, and the relying party still sent requests to it (${asked.join(", ")}).`,
    cure: "Verify the certificate of CIS2: its certification authority, dates and host name. Do not switch this off, not even for tests.",
    rule: must("core", "16.17", "#TLSRequirements"),
  });
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
