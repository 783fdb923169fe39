import { forPerson, longDay } from "../../../foundation/errors/for-person.ts";
import { type TemplateEnvironment, templateEnvironment } from "../../../foundation/page-style/template-environment.ts";
import type { WindowView } from "./passcode-window.ts";

const dayMilliseconds = 86_400_000;

let shared: TemplateEnvironment | undefined;

export interface ExpiryNotice {
  readonly now: Date;
  /** Days before the certificate expires from which the window says so. */
  readonly noticeDays: number;
}

/** A passcode window as HTML. Every value is escaped. */
export function renderWindow(view: WindowView, expiry: ExpiryNotice): string {
  shared ??= templateEnvironment(new URL("templates", import.meta.url));
  return shared.render("window.njk", content(view, expiry));
}

function content(view: WindowView, { now, noticeDays }: ExpiryNotice): Record<string, unknown> & { title: string } {
  switch (view.state) {
    case "asking": {
      const { request } = view;
      const daysLeft = (request.notAfter.getTime() - now.getTime()) / dayMilliseconds;
      return {
        ...view,
        title: titles[request.choosing ?? "current"],
        expires: daysLeft >= 0 && daysLeft <= noticeDays ? longDay(request.notAfter) : undefined,
        problem: request.refused && problemText(request.refused.code),
      };
    }
    case "failed": {
      const { code, message, cure, details } = view.error;
      return { ...view, title: failureTitle(code), code, message, cure, person: forPerson(code, details) };
    }
    case "cancelled":
      return { ...view, title: "You have cancelled" };
    case "gone":
      return { ...view, title: "This passcode window has closed" };
    case "working":
    case "done":
      return { ...view, title: "Your smartcard has been read" };
  }
}

const titles = {
  current: "Enter your passcode",
  new: "Enter a new passcode",
  repeat: "Enter the new passcode again",
} as const;

function failureTitle(code: string): string {
  if (code === "PASSCODE_LOCKED") return "Your smartcard is locked";
  return code.startsWith("UNLOCK_CODE_") ? "Your smartcard was not unlocked" : "Your smartcard could not be used";
}

function problemText(code: string): string {
  if (code === "PASSCODE_MISMATCH") return "The two new passcodes are not the same";
  return code === "PASSCODE_REFUSED" ? "The passcode you entered is not valid" : "Enter a passcode of 6 to 8 digits";
}
