import { z } from "zod";
import { isTestkitError, TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { Form } from "./panel-view.ts";

/** A form that was refused, as its template shows it again. */
export interface RefusedForm {
  /** What was typed, but for what may not be on a page. */
  readonly sent: Form;
  /** What is wrong, by field. */
  readonly wrong: Readonly<Record<string, string>>;
}

class FieldProblem extends Error {
  readonly field: string;

  constructor(field: string, problem: string) {
    super(problem);
    this.name = "FieldProblem";
    this.field = field;
  }
}

/** REQUEST_MALFORMED for one field. `problem` goes on after its name, such as `must not be empty`. */
export function fieldError(field: string, problem: string): TestkitError {
  const reason = `${labelOf(field)} ${problem}`;
  return new TestkitError("REQUEST_MALFORMED", { reason }, { cause: new FieldProblem(field, problem) });
}

/** The JSON in a field. Throws REQUEST_MALFORMED. */
export function jsonOf(form: Form, field: string): unknown {
  try {
    return JSON.parse(form[field] ?? "");
  } catch {
    throw fieldError(field, "is not JSON");
  }
}

/** What the labels of fields say. Others are called by the name they have in the form. */
const labels: Readonly<Record<string, string>> = {
  ...{ givenName: "Given name", familyName: "Family name", email: "E-mail address", title: "Title", roles: "Roles" },
  ...{ code: "ODS code", name: "Name of the organisation", reader: "Name of the reader", now: "The instant" },
  milliseconds: "Milliseconds",
  ...{ registration: "Registration", body: "JSON", fault: "Fault" },
};
/** Fields of JSON: what is wrong inside is said of them. */
const jsonFields = ["roles", "registration", "body"];
const secretMember = /("\w*(?:passcode|secret|password|token)"\s*:\s*")(?:[^"\\]|\\.)*"/gi;

/** An error as a page shows it. What a request's reason says is for the one who typed: its cure is for programs. */
export function problemOf(error: TestkitError): { readonly code: string; readonly message: string; cure?: string } {
  const { code, message, cure, details } = error;
  return code === "REQUEST_MALFORMED" ? { code, message: String(details["reason"]) } : { code, message, cure };
}

/** What a form shows after it was refused. */
export function refusedForm(error: TestkitError, form: Form): RefusedForm {
  const sent = Object.entries(form).map(([name, value]) => [name, value.replaceAll(secretMember, '$1"')]);
  return { sent: Object.fromEntries(sent) as Form, wrong: wrongFields(error, form) };
}

function wrongFields(error: TestkitError, form: Form): Readonly<Record<string, string>> {
  if (!isTestkitError(error, "REQUEST_MALFORMED")) return {};
  const { cause } = error;
  if (cause instanceof FieldProblem) return { [cause.field]: `${labelOf(cause.field)} ${cause.message}` };
  if (!(cause instanceof z.ZodError)) return {};
  const wrong: Record<string, string[]> = {};
  for (const issue of cause.issues) {
    const named = issue.path.findIndex((part) => typeof part === "string" && Object.hasOwn(form, part));
    const field = named < 0 ? jsonFields.find((one) => Object.hasOwn(form, one)) : String(issue.path[named]);
    if (field === undefined) continue;
    const inside = jsonFields.includes(field) ? issue.path.slice(named + 1).join(".") : "";
    const text = `${labelOf(field)}${inside === "" ? "" : `: ${inside}`} ${issueWords(issue)}`;
    (wrong[field] ??= []).push(text);
  }
  return Object.fromEntries(Object.entries(wrong).map(([field, texts]) => [field, texts.join("; ")]));
}

const labelOf = (field: string) => (Object.hasOwn(labels, field) ? labels[field] : field) ?? field;

/** What follows the name of the field. */
function issueWords(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "too_small":
      return issue.origin === "string" ? "must not be empty" : issue.message;
    case "too_big":
      return issue.origin === "string" ? `must have at most ${issue.maximum} characters` : issue.message;
    case "invalid_type":
      return issue.message.endsWith("received undefined") ? "is missing" : `must be of the type ${issue.expected}`;
    case "invalid_format":
      return issue.format === "email" ? "must be an e-mail address, such as name@example.org" : issue.message;
    case "unrecognized_keys":
      return `has members that are not known: ${issue.keys.join(", ")}`;
    case "invalid_value":
      return "must be one of the values there are";
    default:
      return issue.message;
  }
}
