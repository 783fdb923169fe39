import type { Exchange } from "../har/exchange.ts";
import { exchangeOf } from "../har/exchange.ts";
import { readHar } from "../har/read-har.ts";
import { isOfUse } from "../har/recording.ts";
import { type Evidence, type Sample } from "./evidence.ts";
import { isJson } from "./json.ts";
import { claimsOf, parsed, readClaims, readTokenResponse } from "./read-claims.ts";
import { readIssuer } from "./read-issuer.ts";

/** What to compare: the address of an issuer, and files. */
export interface Sources {
  readonly issuer?: string | undefined;
  readonly har?: readonly string[] | undefined;
  readonly idToken?: string | undefined;
  readonly userinfo?: string | undefined;
  readonly tokenResponse?: string | undefined;
  readonly logoutToken?: string | undefined;
}

/** Requests that are kept of all recordings, and characters of their bodies. */
const mostExchanges = 5000;
const mostCharacters = 32 * 1024 * 1024;

/** Reads everything. Rejects with COMPARE_INPUT_INVALID, COMPARE_ISSUER_INVALID and the codes of an issuer that is not reached. */
export async function gatherEvidence(sources: Sources): Promise<Evidence> {
  const { issuer, har = [], idToken, userinfo, tokenResponse, logoutToken } = sources;
  const response = tokenResponse === undefined ? undefined : readTokenResponse(tokenResponse);
  const sample: Sample = {
    tokenResponse: response,
    idToken: idToken === undefined ? claimsOf(response?.["id_token"]) : readClaims(idToken),
    userinfo: userinfo === undefined ? undefined : readClaims(userinfo),
  };
  const isGiven = Object.values(sample).some((one) => one !== undefined);
  const { exchanges, documents } = await recorded(har);
  const documentsOf = issuer === undefined ? documents : await readIssuer(issuer);
  return {
    ...documentsOf,
    samples: isGiven ? [sample] : [],
    logoutTokens: logoutToken === undefined ? [] : [readClaims(logoutToken)],
    exchanges,
  };
}

async function recorded(files: readonly string[]): Promise<{ exchanges: Exchange[]; documents: Partial<Evidence> }> {
  const exchanges: Exchange[] = [];
  let characters = 0;
  for (const file of files) {
    await readHar(file, {
      entry: (entry) => {
        const exchange = exchangeOf(entry);
        if (exchange === undefined || !isOfUse(exchange) || exchanges.length >= mostExchanges) return;
        characters += (exchange.body ?? "").length + (exchange.requestBody ?? "").length;
        exchanges.push(characters > mostCharacters ? { ...exchange, body: undefined } : exchange);
      },
    });
  }
  return { exchanges, documents: documentsIn(exchanges) };
}

/** A recording of a server has the discovery document and the key set as well. */
function documentsIn(exchanges: readonly Exchange[]): Partial<Evidence> {
  const found = exchanges.find(({ url, status }) => status === 200 && url.pathname.endsWith("/openid-configuration"));
  const document = parsed(found?.body ?? "");
  if (found === undefined || !isJson(document)) return {};
  const keySet = exchanges.find(({ url, status }) => status === 200 && url.href === document["jwks_uri"]);
  const json = parsed(keySet?.body ?? "");
  const keys = isJson(json) && Array.isArray(json["keys"]) ? json["keys"].filter(isJson) : undefined;
  return { discovery: { url: found.url.href, document }, ...(keys ? { keys } : {}) };
}
