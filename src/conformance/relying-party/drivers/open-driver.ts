import type { RelyingPartyTarget } from "../configuration.ts";
import { browserDriver } from "./browser-driver.ts";
import type { Driver, DriverOptions } from "./driver.ts";
import { handDriver } from "./hand-driver.ts";
import { httpDriver } from "./http-driver.ts";

/** The driver the configuration names. Rejects with DRIVER_MISSING if it needs something that is not there. */
export async function openDriver(target: RelyingPartyTarget, options: DriverOptions): Promise<Driver> {
  switch (target.driver) {
    case "http":
      return httpDriver(target, options);
    case "browser":
      return browserDriver(target, options);
    case "hand":
      return handDriver(target, options);
  }
}
