import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { it } from "node:test";
import { unusedPort } from "./unused-port.ts";

const range = await readFile("/proc/sys/net/ipv4/ip_local_port_range", "utf8").catch(() => "32768 60999");
const firstGiven = Number.parseInt(range, 10);
const skip = firstGiven < 32_768 && `this system gives away ports from ${firstGiven} on`;

it("is a port that can be listened at, and that the system gives to nobody who takes any", { skip }, async () => {
  for (let time = 0; time < 10; time++) {
    const port = await unusedPort();
    assert.ok(port < firstGiven, `${port} is not below ${firstGiven}`);
    const server = createServer().listen(port, "127.0.0.1");
    await once(server, "listening");
    server.close();
  }
});
