import { createServer } from "node:net";
import { loopback } from "../../local-service/loopback.ts";
import { ok, problem, warning, type Finding } from "../finding.ts";

const check = "Local ports";

/** Whether the port service finds a port; all pages look at these and no others. */
export async function localPorts(ports: readonly number[]): Promise<Finding> {
  const free = await Promise.all(ports.map(isFree));
  const taken = ports.filter((_port, index) => !free[index]);
  if (taken.length === 0) return ok(check, `free: ${ports.join(", ")}`);
  const list = taken.join(", ");
  const cure = "End the program that listens there: another client of ours, the NHS Port Service, or something else.";
  return taken.length === ports.length
    ? problem(check, `all taken: ${list}`, cure)
    : warning(check, `taken: ${list}; pages may talk to the program that listens there`, cure);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => {
      resolve(false);
    });
    probe.listen(port, loopback, () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
}
