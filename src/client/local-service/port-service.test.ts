import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { unusedPort } from "../../foundation/testing/unused-port.ts";
import { pageOrigin, serviceWith } from "../testing/local-service-harness.ts";
import { scriptedReaders } from "../testing/scripted-card.ts";

const readers = scriptedReaders({});

describe("the local service is found through the port service", () => {
  it("which tells the port, and answers the older library's question", async () => {
    await using running = await serviceWith(readers);
    const { service } = running;
    const port = `http://localhost:${service.portServicePort}/PRS`;
    const headers = { origin: pageOrigin };
    const found = await (await fetch(`${port}/GetPortNumber`, { headers })).json();
    assert.deepEqual(found, { portData: { portNumber: service.userServicePort } });
    assert.deepEqual(await (await fetch(`${port}/ConnectPRService`, { headers })).json(), { statusCode: "200" });
  });

  it("at the port that it was given", async () => {
    const userServicePort = await unusedPort();
    await using running = await serviceWith(readers, [], { userServicePort });
    assert.equal(running.service.userServicePort, userServicePort);
  });

  it("at the first port that is free, and not at all where none is", async () => {
    await using first = await serviceWith(readers);
    const taken = first.service.portServicePort;
    await using second = await serviceWith(readers, [], { portServicePorts: [taken, 0] });
    assert.notEqual(second.service.portServicePort, taken);
    await assert.rejects(serviceWith(readers, [], { portServicePorts: [taken] }), { code: "PORT_TAKEN" });
  });
});
