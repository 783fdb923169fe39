import { pageAssumptions as pages } from "../assumptions/index.ts";
import type { AssumptionRow } from "./assumption-table.ts";
import type { Difference } from "./difference.ts";
import { type Evidence } from "./evidence/evidence.ts";
import { defined } from "./evidence/json.ts";
import type { Recording } from "./har/recording.ts";
import type { SettingObserved } from "./observers/index.ts";
import { localCalls, pageForms, providerCookies } from "./shapes/exchange-shapes.ts";

export type Outcome = "confirmed" | "contradicted" | "not seen";

export type AssumptionOutcome = AssumptionRow & { readonly outcome: Outcome };

export interface Findings {
  readonly observed: readonly SettingObserved[];
  readonly differences: readonly Difference[];
  readonly evidence: Evidence;
  readonly recording: Recording;
}

/** What the evidence says of each assumption. */
export function judgeAssumptions(table: readonly AssumptionRow[], findings: Findings): AssumptionOutcome[] {
  const settings = new Map<string, boolean>(findings.observed.map(({ setting, agrees }) => [setting, agrees]));
  const contradicted = new Set(findings.differences.flatMap(({ assumption }) => assumption ?? []));
  const visible = shownPages(findings);
  return table.map((row) => {
    const seen = row.setting === undefined ? visible.has(row.id) : settings.has(row.setting);
    const wrong = contradicted.has(row.id) || visible.get(row.id) === false;
    return { ...row, outcome: wrong ? "contradicted" : seen ? "confirmed" : "not seen" };
  });
}

/** The pages' assumptions that the evidence says something of, and whether it agrees as far as no difference says otherwise. */
function shownPages({ evidence, recording }: Findings): ReadonlyMap<string, boolean> {
  const shown = new Map<string, boolean>();
  const note = (row: { readonly id: string }, agrees: boolean | undefined) => {
    if (agrees !== undefined) shown.set(row.id, agrees);
  };
  const calls = localCalls(recording).filter(({ method }) => method !== "OPTIONS");
  const paths = calls.map(({ path }) => path);
  note(pages.localPorts, paths.length === 0 ? undefined : paths.includes("/PRS/GetPortNumber"));
  const asks = calls.filter(({ path }) => !/^\/(PRS|signalr)\/|^\/authentication\/(state|passcode-window)$/.test(path));
  note(
    pages.localAuthentication,
    asks.length === 0 ? undefined : asks.every(({ path }) => path === "/authentication/authenticate"),
  );
  const challenges = asks.flatMap(({ request }) => request.filter((member) => member.startsWith("challenge: ")));
  note(pages.challenge, asks.length === 0 ? undefined : challenges.some((member) => /Base64 of 4[34]$/.test(member)));
  note(pages.cookies, providerCookies(recording).length > 0 ? true : undefined);
  const forms = pageForms(recording);
  note(pages.authenticatorForm, forms.length > 0 ? true : undefined);
  note(pages.roleForm, forms.some(({ fields }) => fields.some((field) => /role/i.test(field))) ? true : undefined);
  const consent = recording.authorizations.filter(({ parameters }) => parameters["prompt"] === "consent");
  note(
    pages.consent,
    consent.length === 0 ? undefined : consent.every(({ response }) => response?.["error"] === "consent_required"),
  );
  const { discovery, samples, logoutTokens } = evidence;
  for (const row of [pages.scopesSupported, pages.claimsSupported, pages.clientSecretBasic, pages.pkceAdvertised]) {
    note(row, discovery ? true : undefined);
  }
  const responses = defined(samples.map(({ tokenResponse }) => tokenResponse));
  note(pages.refreshTokens, responses.length === 0 ? undefined : responses.every((one) => !("refresh_token" in one)));
  note(
    pages.opaqueAccessTokens,
    responses.length === 0 ? undefined : responses.every(({ access_token: token }) => !String(token).includes(".")),
  );
  note(pages.logoutTokenMembers, logoutTokens.length === 0 ? undefined : true);
  return shown;
}
