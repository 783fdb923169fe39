import type { DirectoryUser } from "../care-identity/directory/directory.ts";
import { TestkitError } from "../foundation/errors/testkit-error.ts";
import { answerChecks } from "./checks/index.ts";
import { ReceivedAnswer } from "./checks/received-answer.ts";
import { notValidated, refusalOf } from "./gas-refusal.ts";
import { readActivation, readAuthentication } from "./messages/parameters.ts";
import { type Parameter, writeObject } from "./messages/write-object.ts";
import { readMimePart } from "./response/mime-part.ts";
import { readSignedChallenge } from "./response/signed-challenge.ts";
import { digestsOf, type GasServices, type GasSubject } from "./services.ts";

/** Whom an answer is for, and the address it was asked at. */
export interface Asked {
  readonly body: string;
  readonly origin: string;
  readonly serverIp: string;
}

/** POST /login/authactivate: a challenge for a card. */
export async function activate(
  { body, origin }: Asked,
  services: GasServices,
  learn: (subject: Partial<GasSubject>) => void,
): Promise<string> {
  const request = readActivation(body);
  checkNotRetired(services);
  const { challenge, signature } = await services.challenges.issue(request);
  learn({ joins: digestsOf(challenge) });
  return writeObject([
    ["log_session_id", request.log_session_id],
    ["challenge", challenge],
    ["signature", signature],
    ["reply_url", `${origin}/login/authvalidate`],
    ["auth_method", request.auth_method],
    ["app_url", request.app_url],
    ["service", request.service],
  ]);
}

/** POST /login/authvalidate: a ticket and the person's roles for a card's answer. */
export async function authenticate(
  { body, origin, serverIp }: Asked,
  services: GasServices,
  learn: (subject: Partial<GasSubject>) => void,
): Promise<string> {
  const request = readAuthentication(body);
  learn({ joins: digestsOf(request.challenge) });
  const signed = readSignedChallenge(readMimePart(request.response));
  checkNotRetired(services);
  const received = new ReceivedAnswer(request, signed, services);
  for (const check of answerChecks) {
    try {
      await check(received);
    } catch (error) {
      learn({ check: check.name });
      throw refusalOf(error);
    }
  }
  const user = await received.user();
  if (!user) throw notValidated("USER_UNKNOWN");
  const { settings, tickets } = services;
  if (user.roles.length === 0 && settings.withoutRoles === "refused") throw notValidated("the person has no role");
  const name = [user.familyName, user.givenName, user.title].filter((part) => part !== "").join(" ");
  const ticket = await tickets.issue({ userId: user.userId, name, roles: user.roles });
  learn({ userId: user.userId, joins: digestsOf(request.challenge, ticket) });
  const minutes = String(settings.ticketMinutes);
  return writeObject([
    ["log_session_id", request.log_session_id],
    ["error_url", `${origin}/login/error`],
    ["server_ip", serverIp],
    ["cn", name],
    ...roleParameters(user),
    ["gas_version", settings.gasVersion],
    ["sso_ticket", ticket],
    ["sso_domain", `.${new URL(origin).hostname}`],
    ["sso_session_url", `${origin}/sessionmanager/session/update`],
    ["sso_max_session_time", minutes],
    ["sso_keep_alive", "false"],
    ["sso_session_time", minutes],
    ["sso_logout_url", `${origin}/login/authlogout`],
    ["auth_method", request.auth_method],
    ["app_url", request.app_url],
    ["service", request.service],
  ]);
}

function roleParameters({ roles }: DirectoryUser): Parameter[] {
  return roles.map(({ roleId, organisationCode, organisationName, roleName }, index) => [
    `nhsjobrole${index}`,
    `${organisationName}, ${roleName}`,
    { id: roleId, orgcode: organisationCode },
  ]);
}

function checkNotRetired({ clock, settings }: GasServices): void {
  const since = settings.identityAgentRefusedFrom;
  if (clock.now() >= new Date(since)) throw refusalOf(new TestkitError("CLIENT_RETIRED", { since }));
}
