import { bodyParser } from "@koa/bodyparser";
import Router from "@koa/router";
import Koa from "koa";
import type { Clock } from "../../foundation/clock.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { Logger } from "../../foundation/logger.ts";
import type { AdoptedCards } from "../adoption/adopted-cards.ts";
import type { Directory } from "../directory/directory.ts";
import type { Personas } from "../directory/persona.ts";
import type { Faults } from "../faults/faults.ts";
import type { BackchannelLogout } from "../logout/backchannel-logout.ts";
import { listen, type ListenOptions } from "../networks/listener.ts";
import type { Zone } from "../networks/zone.ts";
import { answerErrors } from "../pages/errors.ts";
import type { SigningKeys } from "../provider/signing-keys.ts";
import type { RegistrationAuthority } from "../registration-authority/registration-authority.ts";
import { connectionManagerRoutes } from "../relying-parties/connection-manager.ts";
import type { RelyingParties } from "../relying-parties/registry.ts";
import type { NetworkName } from "../relying-parties/relying-party.ts";
import type { NextSignIns } from "../sign-in/next-sign-in.ts";
import { controlAccess, isLoopback } from "./access.ts";
import type { Activity } from "./activity.ts";
import { streamEvents } from "./events.ts";
import { openApiDocument } from "./openapi.ts";
import { parseBody } from "./operation.ts";
import { operations } from "./operations.ts";

/** The readers and cards on the embedded desktop. */
export interface Desk {
  readers(): unknown;
  insert(reader: string, persona: string, profile?: string): Promise<void>;
  /** Throws, or rejects with, READER_UNKNOWN. */
  eject(reader: string): unknown;
}

export interface ControlOptions extends ListenOptions {
  /** Needed where the API is not on loopback. */
  token?: string;
  desk?: Desk;
}

/** What the control API has its hands on. */
export interface ControlledEnvironment {
  readonly networks: Readonly<Record<NetworkName, Zone>>;
  readonly personas: Personas;
  readonly directory: Directory;
  readonly registrationAuthority: RegistrationAuthority;
  readonly adoptedCards: AdoptedCards;
  readonly relyingParties: RelyingParties;
  readonly signingKeys: SigningKeys;
  readonly faults: Faults;
  readonly nextSignIns: NextSignIns;
  readonly activity: Activity;
  readonly logout: BackchannelLogout;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly reset: () => Promise<void>;
  readonly desk?: Desk | undefined;
}

export interface ControlService {
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves the control API. Rejects with CONFIGURATION_INVALID where it would be open to others without a token. */
export async function startControl(
  options: ControlOptions,
  environment: ControlledEnvironment,
): Promise<ControlService> {
  const { token, desk, ...address } = options;
  if (!isLoopback(address.host ?? "127.0.0.1") && !token) {
    throw new TestkitError("CONFIGURATION_INVALID", { setting: "control", reason: "off loopback it needs a token" });
  }
  const listener = await listen(address);
  const all = operations({ ...environment, desk });
  const router = new Router();
  for (const { method, path, body: schema, run } of all) {
    router[method](path.replaceAll(/\{(\w+)\}/g, ":$1"), async (ctx) => {
      const body = schema ? parseBody(schema, ctx.request.body) : undefined;
      const answer = await run({ ctx, parameters: ctx.params, body });
      ctx.status = answer === undefined ? 204 : 200;
      if (answer !== undefined) ctx.body = answer;
    });
  }
  router.get("/openapi.json", (ctx) => {
    ctx.body = openApiDocument(all, token !== undefined);
  });
  router.get("/events", (ctx) => {
    streamEvents(ctx, environment.activity);
  });
  const app = new Koa();
  // A listener to events that goes away, for one.
  app.on("error", (err: unknown) => {
    environment.logger.debug({ err }, "a connection to the control API broke");
  });
  app.use(answerErrors(environment.logger));
  app.use(controlAccess(token));
  app.use(
    bodyParser({
      enableTypes: ["json"],
      onError: (cause) => {
        throw new TestkitError("REQUEST_MALFORMED", { reason: cause.message }, { cause });
      },
    }),
  );
  app.use(connectionManagerRoutes(environment.relyingParties).routes());
  app.use(router.routes());
  app.use((ctx) => {
    throw new TestkitError("PAGE_UNKNOWN", { path: ctx.path });
  });
  const handle = app.callback();
  listener.serve((request, response) => {
    // A program speaks here, whatever it says it accepts.
    request.headers.accept = "application/json";
    handle(request, response).catch((err: unknown) => {
      environment.logger.error({ err, path: request.url }, "the control API failed");
      response.destroy();
    });
  });
  return { origin: listener.origin, close: () => listener.close() };
}
