import "reflect-metadata";
import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer as createTlsServer } from "node:https";
import { connect, type AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { PemConverter, SubjectAlternativeNameExtension, X509CertificateGenerator } from "@peculiar/x509";
import { endServer, startTestServer } from "../../foundation/testing/test-server.ts";
import { configureNetwork } from "./configure-network.ts";
import { HttpClient } from "./http-client.ts";

describe("the network as the environment says", () => {
  let directory: string;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "cis2-testkit-network-"));
  });
  after(() => rm(directory, { recursive: true }));

  it("goes through the proxy, except to the hosts of NO_PROXY and this machine", async () => {
    const asked: (string | undefined)[] = [];
    await using behind = await startTestServer((_request, response) => response.end("through the proxy"));
    const sockets: Duplex[] = [];
    await using proxy = await startTestServer();
    proxy.server.on("connect", (request, socket) => {
      asked.push(request.url);
      const onward = connect(behind.port, "127.0.0.1");
      sockets.push(socket, onward);
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      socket.pipe(onward).pipe(socket);
    });
    await using direct = await startTestServer((_request, response) => response.end("direct"));
    const undo = await configureNetwork({ HTTP_PROXY: proxy.origin, NO_PROXY: "other.test" });
    try {
      const http = new HttpClient();
      assert.equal((await http.get(new URL("http://cis2.test/a"))).body, "through the proxy");
      assert.equal((await http.get(new URL(`http://localhost:${direct.port}/`))).body, "direct");
      await assert.rejects(http.get(new URL("http://other.test/")), { code: "CIS2_UNREACHABLE" });
      assert.deepEqual(asked, ["cis2.test:80"]);
    } finally {
      undo();
      for (const socket of sockets) socket.destroy();
    }
  });

  it("trusts the authorities of CIS2_TESTKIT_CA_FILE, and without it says that the host is not trusted", async () => {
    const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
    const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
    const certificate = await X509CertificateGenerator.createSelfSigned({
      name: "CN=localhost",
      keys,
      signingAlgorithm: algorithm,
      notBefore: new Date(Date.now() - 60_000),
      notAfter: new Date(Date.now() + 3_600_000),
      extensions: [new SubjectAlternativeNameExtension([{ type: "dns", value: "localhost" }])],
    });
    const key = PemConverter.encode(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey), "PRIVATE KEY");
    const server = createTlsServer({ key, cert: certificate.toString("pem") }, (_request, response) =>
      response.end("trusted"),
    );
    await using opened = new AsyncDisposableStack();
    opened.adopt(server.listen(0, "127.0.0.1"), endServer);
    await once(server, "listening");
    const url = new URL(`https://localhost:${(server.address() as AddressInfo).port}/`);
    const file = join(directory, "authority.pem");
    await assert.rejects(new HttpClient().get(url), { code: "CIS2_UNTRUSTED" });
    // As openssl writes it, and as `>` of PowerShell 5 does.
    for (const content of [
      certificate.toString("pem"),
      Buffer.from(`\ufeff${certificate.toString("pem")}`, "utf16le"),
    ]) {
      await writeFile(file, content);
      const undo = await configureNetwork({ CIS2_TESTKIT_CA_FILE: file });
      try {
        assert.equal((await new HttpClient().get(url)).body, "trusted");
      } finally {
        undo();
      }
    }
  });

  it("refuses a file without certificates and a proxy that is no address", async () => {
    const file = join(directory, "empty.pem");
    await writeFile(file, "no certificate");
    for (const environment of [
      { CIS2_TESTKIT_CA_FILE: file },
      { CIS2_TESTKIT_CA_FILE: join(directory, "none.pem") },
      { HTTPS_PROXY: "proxy without scheme" },
    ]) {
      await assert.rejects(configureNetwork(environment), { code: "CONFIGURATION_INVALID" });
    }
  });
});

describe("a request that fails", () => {
  const failing = (code: string) => {
    let tries = 0;
    const fetch = () => {
      tries += 1;
      return Promise.reject(new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) }));
    };
    return { http: new HttpClient({ fetch }), tries: () => tries };
  };

  it("is repeated once where no connection came about", async () => {
    const { http, tries } = failing("ECONNREFUSED");
    await assert.rejects(http.post(new URL("http://cis2.test/"), {}), { code: "CIS2_UNREACHABLE" });
    assert.equal(tries(), 2);
  });

  it("is not repeated where it may have arrived", async () => {
    const { http, tries } = failing("ECONNRESET");
    await assert.rejects(http.get(new URL("http://cis2.test/")), { code: "CIS2_UNREACHABLE" });
    assert.equal(tries(), 1);
  });

  it("is refused with an answer of more than a mebibyte", async () => {
    let length = 1_048_576;
    const http = new HttpClient({ fetch: () => Promise.resolve(new Response("x".repeat(length))) });
    assert.equal((await http.get(new URL("http://cis2.test/"))).body.length, length);
    length += 1;
    await assert.rejects(http.get(new URL("http://cis2.test/")), {
      code: "CIS2_ANSWER_UNEXPECTED",
      details: { url: "http://cis2.test/", status: "too much", reason: "the answer is longer than 1048576 bytes" },
    });
  });
});
