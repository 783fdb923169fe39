import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { audit, auditExitCodes } from "./audit.ts";

const advisory = (severity: string) => ({
  koa: [
    {
      id: 1,
      url: "https://advisories.test/1",
      title: "Made up",
      severity,
      vulnerable_versions: "*",
      cwe: [],
      cvss: {},
    },
  ],
});

/** A registry that answers every request for advisories like this. */
async function withRegistry<T>(status: number, answer: unknown, work: (registry: string) => Promise<T>): Promise<T> {
  const server = createServer((request, response) => {
    // Of a package with an advisory, and of those that need it, npm asks for all versions.
    const name = decodeURIComponent((request.url ?? "").slice(1));
    const body = request.method === "GET" ? { name, "dist-tags": {}, versions: {} } : answer;
    request.resume().once("end", () => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  } finally {
    server.close();
  }
}

/** npm keeps advisories. */
const cache = await mkdtemp(join(tmpdir(), "audit-"));
after(() => rm(cache, { recursive: true }));
let asked = 0;
const ask = (registry: string) =>
  audit("--registry", registry, "--fetch-retries", "0", "--cache", join(cache, String((asked += 1))));

describe("the audit gate, asking a registry through npm", () => {
  it("passes where there is no advisory", async () => {
    const result = await withRegistry(200, {}, ask);
    assert.equal(result.outcome, "clean");
    assert.ok(result.packages > 300);
  });

  it("fails for a grave advisory, and names the package", async () => {
    const result = await withRegistry(200, advisory("high"), ask);
    assert.equal(result.outcome, "vulnerable");
    assert.ok(result.found.includes("koa (high)"), result.found.join());
  });

  it("lets a moderate one pass", async () => {
    assert.equal((await withRegistry(200, advisory("moderate"), ask)).outcome, "clean");
  });

  it("does not pass where the registry takes no such question, or is not there", async () => {
    assert.equal((await withRegistry(405, {}, ask)).outcome, "not-asked");
    assert.equal((await ask("http://127.0.0.1:9/")).outcome, "not-asked");
    assert.notEqual(auditExitCodes["not-asked"], 0);
  });
});
