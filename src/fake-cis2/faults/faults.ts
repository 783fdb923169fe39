import { randomUUID } from "node:crypto";
import type { Middleware } from "koa";
import type { KoaContextWithOIDC } from "oidc-provider";
import { z } from "zod";
import type { Journal } from "../journal/journal.ts";
import { joinsOf } from "../journal/journal-middleware.ts";
import type { SigningKeys } from "../provider/signing-keys.ts";
import { configurationOf, type Store } from "../../store/store.ts";
import { faultCatalogue, faultNames } from "./catalogue.ts";
import { publicJwk, unpublishedKeysPath } from "./foreign-key-faults.ts";
import { endpoints, type Endpoint } from "./fault.ts";
import { parseRequest } from "../../foundation/parse-request.ts";

export const faultSettingSchema = z.strictObject({
  fault: z.enum(faultNames).describe("A name from the table of faults."),
  clientId: z
    .string()
    .min(1)
    .optional()
    .describe(
      "Only for answers to this relying party. Default: for all relying parties. At discovery and jwks, a fault is always for all relying parties.",
    ),
  times: z
    .union([z.int().min(1).max(1000), z.literal("always")])
    .default(1)
    .describe('How many answers the fault changes. With "always", it changes each answer until you remove it.'),
  endpoint: z
    .enum(endpoints)
    .default("token")
    .describe("For a fault with the endpoint `any`: the endpoint at which it happens."),
  milliseconds: z.int().min(1).max(600_000).default(5000).describe("How long the fault `slow` delays the answer."),
});

export type FaultSetting = z.infer<typeof faultSettingSchema> & { readonly id: string };
export type FaultSettingInput = z.input<typeof faultSettingSchema>;

/** The faults that are set, shared by all instances. */
export class Faults {
  readonly #configuration: Store;
  readonly #store: Store;

  constructor(store: Store) {
    this.#configuration = configurationOf(store);
    this.#store = store;
  }

  async list(): Promise<FaultSetting[]> {
    const found = await Promise.all(
      (await this.#configuration.members("Faults")).map((id) => this.#configuration.get(key(id))),
    );
    return found.filter((one) => one !== undefined) as unknown as FaultSetting[];
  }

  /** Throws REQUEST_MALFORMED, naming the field. */
  async set(input: FaultSettingInput): Promise<FaultSetting> {
    const setting = { ...parseRequest(faultSettingSchema, input), id: randomUUID() };
    await this.#configuration.set(key(setting.id), setting);
    await this.#configuration.include("Faults", setting.id);
    return setting;
  }

  /** False if no such fault is set. */
  async remove(id: string): Promise<boolean> {
    const known = (await this.#configuration.get(key(id))) !== undefined;
    await this.#configuration.exclude("Faults", id);
    await this.#configuration.delete(key(id));
    return known;
  }

  async clear(): Promise<void> {
    await Promise.all((await this.#configuration.members("Faults")).map((id) => this.remove(id)));
  }

  /** Uses the fault once; false if it was used as often as it may be, by whichever instance. */
  async use({ id, times }: FaultSetting): Promise<boolean> {
    if (times === "always") return true;
    for (let use = 1; use <= times; use++) {
      if (!(await this.#store.add(`${key(id)}:${use}`, true, 86_400))) continue;
      if (use === times) await this.remove(id);
      return true;
    }
    return false;
  }
}

/** Changes the provider's answers by the faults that are set for the relying party and the endpoint. */
export function applyFaults(faults: Faults, signingKeys: SigningKeys, journal: Journal): Middleware {
  return async (context, next) => {
    if (context.path.endsWith(unpublishedKeysPath)) {
      context.body = { keys: [publicJwk(await signingKeys.unpublished())] };
      return;
    }
    await next();
    const set = await faults.list();
    // If there is no such page there is no endpoint either.
    if (set.length === 0 || !("oidc" in context)) return;
    const ctx = context as KoaContextWithOIDC;
    const endpoint = endpointOf(ctx);
    const clientId = ctx.oidc.client?.clientId;
    for (const setting of set) {
      const fault = faultCatalogue[setting.fault];
      const at = fault.endpoint === "any" ? setting.endpoint : fault.endpoint;
      // Discovery and keys are fetched by nobody in particular.
      const forThem = !setting.clientId || !clientId || setting.clientId === clientId;
      const call = { ctx, signingKeys, milliseconds: setting.milliseconds };
      if (at !== endpoint || !forThem || !(await fault.applies(call)) || !(await faults.use(setting))) continue;
      const joins = joinsOf(ctx.oidc);
      journal.emit({ type: "fault", fault: setting.fault, id: setting.id, clientId, endpoint, joins });
      await fault.apply(call);
    }
  };
}

function endpointOf({ oidc }: KoaContextWithOIDC): Endpoint | undefined {
  if (oidc.route === "resume") return "authorization";
  return endpoints.find((endpoint) => endpoint === oidc.route);
}

function key(id: string): string {
  return `Fault:${id}`;
}
