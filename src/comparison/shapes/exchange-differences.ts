import { pageAssumptions as pages } from "../../assumptions/index.ts";
import type { Difference } from "../difference.ts";
import type { Recording } from "../har/recording.ts";
import { authorizationShapes, localCalls, pageForms, providerCookies } from "./exchange-shapes.ts";
import { knownCalls, knownCookies, knownFields, knownPrefixes } from "./known-exchange.ts";

/** Parameters with which browsers come back from the fake CIS2. */
const knownResponse = ["client_id", "code", "error", "error_description", "iss", "state"];

/** In which the recording shows what the fake CIS2 does not do. */
export function exchangeDifferences(recording: Recording): Difference[] {
  return [
    ...callDifferences(recording),
    ...cookieDifferences(recording),
    ...formDifferences(recording),
    ...responses(recording),
  ];
}

function callDifferences(recording: Recording): Difference[] {
  return localCalls(recording).flatMap(({ path, method, request, response, messages, port }): Difference[] => {
    if (method === "OPTIONS" || knownPrefixes.some((prefix) => path.startsWith(prefix))) return [];
    const known = knownCalls[path];
    const assumption = /port/i.test(path) ? pages.localPorts.id : pages.localAuthentication.id;
    const shared = { place: "calls to this computer", harm: 3, assumption } as const;
    if (known === undefined) {
      const seen = [`${method} at ${port}`, ...messages, ...request, "answered with", ...response].join("; ");
      return [{ ...shared, name: path, ours: "missing", seen }];
    }
    const members = [...request, ...response].flatMap((shape) => {
      const names = (shape.split(": ")[0] ?? "").split(/[.[\]]+/).filter((name) => name !== "" && !name.includes("("));
      return names.every((name) => known.includes(name)) || !shape.includes(": ") ? [] : [shape];
    });
    return members.map((shape) => ({ ...shared, name: path, ours: "missing", seen: shape }));
  });
}

function cookieDifferences(recording: Recording): Difference[] {
  return providerCookies(recording).flatMap(({ name, httpOnly, secure, sameSite, overTls }): Difference[] => {
    const shared = { place: "cookies", name, harm: 4, assumption: pages.cookies.id } as const;
    if (!knownCookies.test(name)) {
      const attributes = [httpOnly ? "HttpOnly" : "", secure ? "Secure" : "", `SameSite ${sameSite}`];
      return [{ ...shared, ours: "missing", seen: attributes.filter(Boolean).join(", ") }];
    }
    const ours = `HttpOnly, SameSite lax${overTls ? ", Secure" : ""}`;
    const seen = `${httpOnly ? "HttpOnly, " : ""}SameSite ${sameSite}${secure ? ", Secure" : ""}`;
    return ours === seen || name.includes("legacy") ? [] : [{ ...shared, ours, seen }];
  });
}

function formDifferences(recording: Recording): Difference[] {
  return pageForms(recording).flatMap(({ page, fields }): Difference[] => {
    const unknown = fields.filter((field) => !knownFields.has(field.split(":")[0] ?? ""));
    const assumption = fields.some((field) => /role/i.test(field)) ? pages.roleForm.id : pages.authenticatorForm.id;
    return unknown.map((field) => ({ place: "pages", name: page, ours: "missing", seen: field, harm: 4, assumption }));
  });
}

function responses(recording: Recording): Difference[] {
  return authorizationShapes(recording).flatMap(({ response = [] }) =>
    response
      .filter((name) => !knownResponse.includes(name))
      .map((name) => ({ place: "authorization", name, ours: "missing", seen: "text", harm: 4 }) as const),
  );
}
