import type { CustomFetch } from "openid-client";
import { asCustomFetch } from "./fixed-origins.ts";

interface Document {
  readonly text: string;
  readonly response: Response;
}

const documents = new Map<string, Promise<Document>>();

/**
 * How the requests of a system leave that reads an issuer's discovery document once and keeps it, as systems do. A reset of
 * the fake CIS2 does not change the document, so that all scenarios of a thread share it.
 */
export const discoveryReadOnce: CustomFetch = async (url, init) => {
  if (!url.endsWith("/.well-known/openid-configuration")) return asCustomFetch(fetch)(url, init);
  const document = documents.get(url) ?? read(url);
  documents.set(url, document);
  document.catch(() => documents.delete(url));
  const { text, response } = await document;
  return new Response(text, response);
};

async function read(url: string): Promise<Document> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the discovery document was answered with ${response.status}`);
  return { text: await response.text(), response };
}
