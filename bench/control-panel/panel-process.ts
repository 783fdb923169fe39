import { silentLogger } from "../../src/foundation/logger.ts";
import { serveFakeCis2 } from "../../src/harness/index.ts";
import { announce } from "../measure/service.ts";

// What `serve` runs, with the control API.
const { ready } = await serveFakeCis2({
  host: "127.0.0.1",
  ports: { internet: 0, hscn: 0 },
  logger: silentLogger,
  control: { port: 0 },
  panel: { port: 0 },
  desktop: { persona: "one-role", profile: "piv", portServicePorts: [0], showWindow: () => undefined },
});
announce({ panel: ready.panel, controlApi: ready.controlApi });
