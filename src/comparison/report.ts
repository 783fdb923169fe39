import { z } from "zod";
import { terminalText } from "../foundation/printable.ts";
import type { Comparison } from "./compare.ts";
import { authorizationShapes, localCalls, pageForms, providerCookies } from "./shapes/exchange-shapes.ts";

const names = z.array(z.string());

/** What `compare --json` prints. Shapes alone: no value of the input but those of settings. */
export const comparisonSchema = z.strictObject({
  compared: names,
  differences: z.array(
    z.strictObject({
      place: z.string(),
      name: z.string(),
      ours: z.string(),
      seen: z.string(),
      harm: z.int().min(1).max(4),
      assumption: z.string().optional(),
    }),
  ),
  settings: z.record(z.string(), z.unknown()),
  assumptions: z.array(
    z.strictObject({
      id: z.string(),
      basis: z.enum(["FACT", "INFERENCE", "UNKNOWN", "OURS"]),
      of: z.enum(["setting", "page", "requirement"]),
      setting: z.string().optional(),
      evidence: z.string(),
      check: z.string(),
      outcome: z.enum(["confirmed", "contradicted", "not seen"]),
    }),
  ),
  seen: z.strictObject({
    authorizations: z.array(z.looseObject({ parameters: names, status: z.number(), response: names.optional() })),
    localCalls: z.array(
      z.strictObject({
        port: z.string(),
        method: z.string(),
        path: z.string(),
        status: z.number(),
        messages: names,
        request: names,
        response: names,
        headers: names,
      }),
    ),
    forms: z.array(z.strictObject({ page: z.string(), method: z.string(), action: z.string(), fields: names })),
    cookies: z.array(z.looseObject({ name: z.string(), path: z.string(), httpOnly: z.boolean(), secure: z.boolean() })),
  }),
});

export type ComparisonReport = z.input<typeof comparisonSchema>;

export function comparisonReport({
  differences,
  settings,
  assumptions,
  recording,
  compared,
}: Comparison): ComparisonReport {
  return {
    compared: [...compared],
    differences: [...differences],
    settings,
    assumptions: assumptions.map(({ id, basis, of, setting, evidence, check, outcome }) => ({
      ...{ id, basis, of, evidence, check, outcome },
      ...(setting === undefined ? {} : { setting }),
    })),
    seen: {
      authorizations: authorizationShapes(recording),
      localCalls: localCalls(recording).map((one) => ({
        ...one,
        messages: [...one.messages],
        request: [...one.request],
        response: [...one.response],
        headers: [...one.headers],
      })),
      forms: pageForms(recording).map((one) => ({ ...one, fields: [...one.fields] })),
      cookies: providerCookies(recording),
    },
  };
}

const harmWords = {
  1: "stops sign-ins",
  2: "stops some systems",
  3: "changes what systems get",
  4: "little to a system",
};

/** The same for a person at a terminal. */
export function comparisonText({ differences, settings, assumptions, recording, compared }: Comparison): string {
  const count = (outcome: string) => assumptions.filter((one) => one.outcome === outcome).length;
  const lines = [
    `Compared: ${compared.join(", ") || "nothing"}.`,
    "",
    differences.length === 0
      ? "No difference from the fake CIS2."
      : `${differences.length} differences, the most harmful first:`,
    ...differences.map(({ harm, place, name, ours, seen, assumption }) => {
      const id = assumption === undefined ? "" : ` (${assumption})`;
      return `  ${harmWords[harm]}: ${place}, ${name}: here ${ours}, there ${seen}${id}`;
    }),
    "",
    ...(Object.keys(settings).length === 0
      ? []
      : [`Settings that remove differences: ${Object.keys(settings).join(", ")}`, ""]),
    ...localCalls(recording).map(
      ({ port, method, path, status }) => `Call to this computer: ${method} ${path} at ${port}, answered ${status}`,
    ),
    `Assumptions: ${count("confirmed")} confirmed, ${count("contradicted")} contradicted, ${count("not seen")} not seen.`,
  ];
  return terminalText(`${lines.join("\n")}\n`);
}
