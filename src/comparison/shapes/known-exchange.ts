/** The calls to the local service that the sign-in page of the fake CIS2 makes, and the NHS's public signing client. */
export const knownCalls: Readonly<Record<string, readonly string[]>> = {
  "/PRS/GetPortNumber": ["portData", "portNumber", "faultException", "code", "message"],
  "/PRS/ConnectPRService": ["statusCode"],
  "/authentication/authenticate": [
    ["challenge", "relyingParty", "format", "origin", "algorithm", "signature", "unverifiedCertificate"],
    ["client", "kind", "version", "error", "code", "message", "details", "cure", "reference", "triesLeft", "expected"],
    ["person", "next", "again", "waitsForCard", "cardService"],
  ].flat(),
  "/authentication/state": ["card", "passcodeWindow"],
  "/authentication/passcode-window": [],
};

/** Paths of classic SignalR, which the signing hub speaks. */
export const knownPrefixes = ["/signalr/"];

/** Ports that public sources name. */
export const documentedPorts = ["43487", "44213", "45031", "46478", "48853", "43485", "55000"];

/** Fields of the forms on the pages of the fake CIS2. */
export const knownFields = new Set([
  "authenticator",
  "_csrf",
  "roleId",
  "search",
  "xsrf",
  "logout",
  "code",
  "passcode",
]);

/** Cookies of the fake CIS2. */
export const knownCookies = /^cis2_(session|sign_in|resume)(\.legacy)?(\.sig)?$/;

/** Members whose values name a message: hub and method of SignalR, and what others use. */
export const messageNames = ["H", "M", "type", "method", "action", "command", "messageType"];
