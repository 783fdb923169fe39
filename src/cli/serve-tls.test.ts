import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { request } from "node:https";
import { connect } from "node:tls";
import { after, before, describe, it } from "node:test";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type ServeProcess, startServe } from "./testing/serve.ts";

const run = promisify(execFile);

/** A relying party in its own process: which authorities a process trusts is settled when it starts. */
const relyingParty = `
  const { discovery } = await import("openid-client");
  const found = await discovery(new URL(process.argv[1]), "100000000001.apps.national", "secret").catch((error) => error);
  console.log(found.serverMetadata?.().issuer ?? found.cause?.code ?? found.code);
`;

describe("serve over TLS", () => {
  let serve: ServeProcess;
  let ca: string;
  before(async () => {
    serve = await startServe("--tls", "--no-desktop");
    ca = await readFile(serve.ready["caFile"] ?? "", "utf8");
  });
  after(() => serve.stop());

  const discover = async (environment: NodeJS.ProcessEnv) => {
    const words = ["--input-type=module", "--eval", relyingParty, serve.ready["issuer"] ?? ""];
    return (await run(process.execPath, words, { env: { ...process.env, ...environment } })).stdout.trim();
  };

  it("is trusted by openid-client with the CA file it prints, and by nobody without it", async () => {
    assert.match(serve.ready["issuer"] ?? "", /^https:/);
    assert.match(serve.ready["hscnIssuer"] ?? "", /^https:/);
    assert.equal(await discover({ NODE_EXTRA_CA_CERTS: serve.ready["caFile"] }), serve.ready["issuer"]);
    assert.match(await discover({ NODE_EXTRA_CA_CERTS: undefined }), /SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_/);
  });

  it("has an authority for servers alone, and shows its key to nobody", async () => {
    const { subject, ca: isAuthority } = new X509Certificate(ca);
    assert.match(subject, /EMULATED Server Authority/);
    assert.ok(isAuthority);
    assert.doesNotMatch(ca, /PRIVATE KEY/);
    assert.ok((await stat(serve.ready["caFile"] ?? "")).isFile());
  });

  const handshake = (options: object) =>
    new Promise<string>((resolve) => {
      const { port } = new URL(serve.ready["issuer"] ?? "");
      const socket = connect({ host: "127.0.0.1", port: Number(port), ca, ...options }, () => {
        resolve(`${socket.getProtocol() ?? ""} ${socket.getCipher().name}`);
        socket.destroy();
      });
      socket.once("error", (error: NodeJS.ErrnoException) => {
        resolve(`refused: ${error.code ?? error.message}`);
      });
    });

  it("speaks TLS 1.2 at least, and with the documented cipher suites alone", async () => {
    const twelve = { maxVersion: "TLSv1.2" };
    for (const ciphers of ["ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-RSA-AES128-GCM-SHA256"]) {
      assert.equal(await handshake({ ...twelve, ciphers }), `TLSv1.2 ${ciphers}`);
    }
    assert.match(await handshake({}), /^TLSv1\.3 /);
    for (const ciphers of ["AES256-GCM-SHA384", "ECDHE-RSA-AES256-SHA384", "ECDHE-RSA-CHACHA20-POLY1305"]) {
      assert.match(await handshake({ ...twelve, ciphers }), /^refused: /, ciphers);
    }
    const eleven = { minVersion: "TLSv1.1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" };
    assert.match(await handshake(eleven), /^refused: /);
  });

  it("is trusted by the demonstration, which sends the browser on to it", async () => {
    const answer = await fetch(`${serve.ready["demo"] ?? ""}/sign-in`, { redirect: "manual" });
    const location = answer.headers.get("location") ?? assert.fail(await answer.text());
    assert.ok(location.startsWith(`${serve.ready["issuer"] ?? ""}/authorize?`), location);
  });

  it("has a certificate for the hosts of its public URLs", async () => {
    const other = await startServe("--tls", "--no-desktop", "--no-demo", "--public-url", "https://cis2.test");
    const { port } = new URL(other.ready["listensAt"] ?? "");
    const status = await new Promise((resolve, reject) => {
      const path = new URL(other.ready["discovery"] ?? "").pathname;
      const options = { host: "127.0.0.1", port, path, ca, servername: "cis2.test", headers: { host: "cis2.test" } };
      request(options, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .once("error", reject)
        .end();
    });
    assert.equal(status, 200);
    await other.stop();
  });
});
