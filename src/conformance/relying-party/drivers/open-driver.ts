import type { RelyingPartyTarget } from "../configuration.ts";
import type { Driver, DriverOptions } from "./driver.ts";
import { httpDriver } from "./http-driver.ts";

export type { Driver, Visit } from "./driver.ts";

/** The driver the configuration names. Rejects with DRIVER_MISSING where it needs something that is not installed. */
export function openDriver(target: RelyingPartyTarget, options: DriverOptions): Promise<Driver> {
  return Promise.resolve(httpDriver(target, options));
}
