import { randomUUID } from "node:crypto";
import { SignedXml } from "xml-crypto";
import type { HeldRole } from "../../care-identity/directory/directory.ts";
import type { KeyPair } from "../../pki/index.ts";
import type { TicketSession } from "../tickets/tickets.ts";

const namespace = "http://www.syntegra.com";
const confirmation = "urn:com:sun:identity";
const protocolNamespace = "urn:oasis:names:tc:SAML:1.0:protocol";
const assertionNamespace = "urn:oasis:names:tc:SAML:1.0:assertion";

export interface AssertedTicket {
  readonly ticket: string;
  readonly session: TicketSession;
  readonly issuer: string;
  /** The address the request came from. */
  readonly recipient: string;
  readonly now: Date;
}

/** The SAML 1.1 response about a ticket, its assertion signed with RSA and SHA-256. Attributes as in NHS's public example. */
export function roleAssertion(asserted: AssertedTicket, { privateKey }: KeyPair): string {
  const signer = new SignedXml({
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }),
    signatureAlgorithm: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    canonicalizationAlgorithm: "http://www.w3.org/2001/10/xml-exc-c14n#",
    idAttribute: "AssertionID",
  });
  const assertion = "/*[local-name()='Response']/*[local-name()='Assertion']";
  signer.addReference({
    xpath: assertion,
    digestAlgorithm: "http://www.w3.org/2001/04/xmlenc#sha256",
    transforms: ["http://www.w3.org/2000/09/xmldsig#enveloped-signature", "http://www.w3.org/2001/10/xml-exc-c14n#"],
  });
  signer.computeSignature(response(asserted), { location: { reference: assertion, action: "append" } });
  return signer.getSignedXml();
}

/** The answer for a ticket that is not valid. */
export function refusedAssertion(now: Date, recipient: string): string {
  return protocol(now, recipient, '<samlp:StatusCode Value="samlp:Requester"/>', "");
}

function response({ ticket, session, issuer, recipient, now }: AssertedTicket): string {
  const subject = `<saml:NameIdentifier NameQualifier="o=nhs">uid=${session.userId},ou=People,o=nhs</saml:NameIdentifier>`;
  const confirmed = (data: string) =>
    `<saml:Subject>${subject}<saml:SubjectConfirmation><saml:ConfirmationMethod>${confirmation}</saml:ConfirmationMethod>` +
    `<saml:SubjectConfirmationData>${data}</saml:SubjectConfirmationData></saml:SubjectConfirmation></saml:Subject>`;
  const authentication = assertion(
    { issuer, now },
    `<saml:AuthenticationStatement AuthenticationInstant="${instant(new Date(session.issuedAt))}" ` +
      `AuthenticationMethod="${confirmation}:ExtendedLoginModule">${confirmed(escaped(ticket))}` +
      `<saml:SubjectLocality IPAddress="${escaped(recipient)}"/></saml:AuthenticationStatement>`,
  );
  const person = [
    attribute("ssbAssertionVersion", ["1.1"]),
    attribute("cn", [session.name]),
    attribute("uid", [session.userId]),
    attribute("ssbSessionRoleUid", [session.selectedRole ?? ""]),
    attribute("ssbMode", ["0"]),
  ];
  const attributes = [...person, ...session.roles.map(roleProfile)].join("");
  const statement = `<saml:AttributeStatement>${confirmed(authentication)}${attributes}</saml:AttributeStatement>`;
  return protocol(now, recipient, '<samlp:StatusCode Value="samlp:Success"/>', assertion({ issuer, now }, statement));
}

function roleProfile({ roleId, roleName, roleCode, organisationCode, organisationName, activities }: HeldRole): string {
  return [
    attribute("nhsIdCode", [organisationCode]),
    attribute("o", [organisationName]),
    attribute(
      "nhsBusinessFunctions",
      activities.map(({ name }) => name),
    ),
    attribute(
      "nhsBusinessFunctionsCodes",
      activities.map(({ code }) => code),
    ),
    attribute("nhsJobRole", [roleName]),
    attribute("uniqueIdentifier", [roleId]),
    attribute("nhsJobRoleCode", [roleCode]),
  ].join("");
}

function protocol(now: Date, recipient: string, status: string, content: string): string {
  return (
    `<samlp:Response xmlns:samlp="${protocolNamespace}" ResponseID="null" InResponseTo="null" MajorVersion="1" ` +
    `MinorVersion="1" IssueInstant="${instant(now)}" Recipient="${escaped(recipient)}">` +
    `<samlp:Status>${status}</samlp:Status>${content}</samlp:Response>`
  );
}

function assertion({ issuer, now }: { issuer: string; now: Date }, content: string): string {
  const shifted = (seconds: number) => instant(new Date(now.getTime() + seconds * 1000));
  return (
    `<saml:Assertion xmlns:saml="${assertionNamespace}" MajorVersion="1" MinorVersion="1" ` +
    `AssertionID="_${randomUUID()}" Issuer="${escaped(issuer)}" IssueInstant="${instant(now)}">` +
    `<saml:Conditions NotBefore="${shifted(-180)}" NotOnOrAfter="${shifted(60)}"/>${content}</saml:Assertion>`
  );
}

/** An attribute without a value is left out. */
function attribute(name: string, values: readonly string[]): string {
  const given = values.filter((value) => value !== "");
  if (given.length === 0) return "";
  const inside = given.map((value) => `<saml:AttributeValue>${escaped(value)}</saml:AttributeValue>`).join("");
  return `<saml:Attribute AttributeName="${name}" AttributeNamespace="${namespace}">${inside}</saml:Attribute>`;
}

const instant = (time: Date) => time.toISOString().replace(/\.\d+Z$/, "Z");

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => entities[character] ?? "");
