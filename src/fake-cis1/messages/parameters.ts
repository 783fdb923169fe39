import { isIP } from "node:net";
import { z } from "zod";
import { safeParse } from "../../foundation/safe-parse.ts";
import { invalidInput } from "../gas-refusal.ts";
import { readObject } from "./read-object.ts";

const base64 = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/);
const identifier = z.string().regex(/^[\w+/=.-]{1,64}$/);
/** `<id>,ClientIP=<address>`. */
const deviceId = z.string().refine((text) => {
  const [, address = ""] = /^[\w+/=.-]{1,64},ClientIP=(.+)$/.exec(text) ?? [];
  return isIP(address) !== 0;
});

const common = {
  auth_method: z.literal("3"),
  app_url: z.string().regex(/^[\w:/.-]{1,200}$/),
  log_session_id: identifier,
  device_id: deviceId,
};
const activation = z.object({ ...common, service: z.literal("ACTIVATION") });
const authentication = z.object({
  ...common,
  service: z.literal("AUTHENTICATION"),
  challenge: base64.length(64),
  signature: base64.max(1024),
  uid: z.string().regex(/^[\w .-]{1,64}$/),
  card_type: z.literal("p11"),
  mobility: z.enum(["0", "1"]),
  response: base64.max(65_536),
});
const logout = z.object({
  service: z.literal("LOGOUT"),
  sso_ticket: z.string().min(1).max(200),
  log_session_id: identifier,
  device_id: deviceId,
  uid: z.string().regex(/^[\w .-]{1,64}$/),
});

export type AuthenticationRequest = z.infer<typeof authentication>;

/** The parameters of both requests, for tests that leave each out. */
export const parameterNames = {
  activation: Object.keys(activation.shape),
  authentication: Object.keys(authentication.shape),
};

export const readActivation = (xml: string) => read(activation, xml);
export const readAuthentication = (xml: string) => read(authentication, xml);
export const readLogout = (xml: string) => read(logout, xml);

/** Parameters that are not known are ignored. Blanks around a value do not count: the public clients differ in them. */
function read<Schema extends z.ZodObject>(schema: Schema, xml: string): z.output<Schema> {
  const trimmed = Object.fromEntries([...readObject(xml)].map(([name, value]) => [name, value.trim()]));
  const parsed = safeParse(schema, trimmed);
  if (parsed.success) return parsed.data;
  throw invalidInput(`the parameter ${String(parsed.error.issues[0]?.path[0])}`, parsed.error);
}
