import packageFile from "cis2-testkit/package.json" with { type: "json" };
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { ControlApiContext } from "../control-api-context.ts";
import type { Operation } from "../operation.ts";
import type { SignInFile, SignInTimeline, TimelineControl } from "./timeline-control.ts";

const pageLength = 50;

/** What a control panel saw of sign-ins, if there is one. */
export function timelineOperations({ timeline }: Pick<ControlApiContext, "timeline">): Operation[] {
  if (!timeline) return [];
  return [
    {
      method: "get",
      path: "/sign-ins",
      id: "signIns",
      summary: `The ${pageLength} newest sign-ins, newest first.`,
      run: () => timeline.page({ limit: pageLength }),
    },
    {
      method: "get",
      path: "/sign-ins/before/{id}",
      id: "signInsBefore",
      summary: `Up to ${pageLength} older sign-ins: those with a lower id, newest first.`,
      run: ({ parameters }) => timeline.page({ limit: pageLength, before: idOf(parameters) }),
    },
    {
      method: "get",
      path: "/sign-ins/{id}",
      id: "signIn",
      summary: "One sign-in, step by step. Secrets are left out.",
      run: ({ parameters }) => keptSignIn(timeline, parameters["id"] ?? ""),
    },
    {
      method: "get",
      path: "/sign-ins/{id}/file",
      id: "signInFile",
      summary:
        "One sign-in as a file that you can share. `cis2-testkit merge-reports` can add the file to report.html.",
      run: ({ parameters }) => signInFile(keptSignIn(timeline, parameters["id"] ?? "")),
    },
  ];
}

/** Throws SIGN_IN_NOT_KEPT. */
function keptSignIn(timeline: TimelineControl, id: string): SignInTimeline {
  const found = timeline.find(idOf({ id }));
  if (found === undefined) throw new TestkitError("SIGN_IN_NOT_KEPT", { id: id.slice(0, 20) });
  return found;
}

function signInFile(signIn: SignInTimeline): SignInFile {
  return { format: "cis2-testkit-sign-in", version: 1, testkit: packageFile.version, signIn };
}

/** Ids are small whole numbers: anything else is none of them. */
function idOf({ id = "" }: Readonly<Record<string, string>>): number {
  return /^\d{1,15}$/.test(id) ? Number(id) : 0;
}
