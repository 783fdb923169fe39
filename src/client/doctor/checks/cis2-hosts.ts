import type { Clock } from "../../../foundation/clock.ts";
import { networkError } from "../../network/network-error.ts";
import { ok, problem, warning, type Finding } from "../finding.ts";

const timeoutMs = 10_000;
/** Beyond this, a challenge of five minutes and certificates near their limits are judged wrongly. */
const mostSkewSeconds = 60;

/** Whether a host of CIS2 can be reached, and whether its clock and ours agree. Any HTTP answer counts as reached. */
export async function cis2Host(address: string, clock: Clock): Promise<Finding[]> {
  const url = new URL(address);
  const check = `CIS2 at ${url.host}`;
  let response: Response;
  try {
    response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(timeoutMs) });
    await response.body?.cancel();
  } catch (error) {
    const { message, cure } = networkError(error, url);
    return [problem(check, message, cure)];
  }
  return [ok(check, "can be reached"), clockSkew(response.headers.get("date"), clock.now(), url.host)];
}

/** Compares the Date header (RFC 9110, 6.6.1), which counts whole seconds. */
export function clockSkew(date: string | null, now: Date, host: string): Finding {
  const check = "Clock";
  const theirs = Date.parse(date ?? "");
  if (Number.isNaN(theirs)) return warning(check, `${host} does not tell the time`, "Compare the clocks yourself.");
  const seconds = Math.round((now.getTime() - theirs) / 1000);
  if (Math.abs(seconds) <= mostSkewSeconds) return ok(check, `agrees with ${host}`);
  const how = `${Math.abs(seconds)} seconds ${seconds > 0 ? "ahead of" : "behind"} ${host}`;
  return problem(check, how, "Set this computer's clock, and let it follow a time server.");
}
