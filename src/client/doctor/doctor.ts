import { systemClock, type Clock } from "../../foundation/clock.ts";
import type { ReaderSource } from "../../iso7816/index.ts";
import { portServicePorts } from "../../foundation/port-service-ports.ts";
import { openPcscReaders } from "../readers/pcsc/open-pcsc-readers.ts";
import { cis2Host } from "./checks/cis2-hosts.ts";
import { nodeVersion } from "./checks/node-version.ts";
import { oldSoftware } from "./checks/old-software.ts";
import { localPorts } from "./checks/ports.ts";
import { smartcards } from "./checks/smartcards.ts";
import type { Finding } from "./finding.ts";
import { thisMachine, type Machine } from "./machine.ts";

export interface DoctorOptions {
  /** Addresses of CIS2 that have to be reachable from here. */
  readonly cis2?: readonly string[];
  readonly portServicePorts?: readonly number[];
  readonly openReaders?: () => Promise<ReaderSource>;
  readonly machine?: Machine;
  readonly clock?: Clock;
}

/** Checks everything a sign-in from this computer needs, in this order. Changes nothing and spends no try of a passcode. */
export async function examine(options: DoctorOptions = {}): Promise<Finding[]> {
  const { cis2 = [], machine = thisMachine, clock = systemClock, openReaders = openPcscReaders } = options;
  const findings = await Promise.all([
    smartcards(openReaders),
    oldSoftware(machine),
    localPorts(options.portServicePorts ?? portServicePorts),
    ...cis2.map((address) => cis2Host(address, clock)),
  ]);
  return [nodeVersion(machine.nodeVersion), ...findings.flat()];
}
