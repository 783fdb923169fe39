import type { AssertionCheck, FakeCis2, JournalEntry } from "../../../fake-cis2/index.ts";
import type { PlatformRequestSeen } from "../../../fake-api-platform/index.ts";
import { watchedChecks } from "./check-watch.ts";
import { DesktopWatch } from "./desktop-watch.ts";
import { journalSteps } from "./journal-steps.ts";
import { platformStep } from "./platform-steps.ts";
import { Timeline, type TimelineLimits } from "./timeline.ts";

/** Sees the sign-ins of an embedded CIS2 with its desktop, if a control panel wants it to: without one there is none of it. */
export class SignInWatch {
  readonly timeline: Timeline;
  readonly desktop: DesktopWatch;

  constructor(limits?: Partial<TimelineLimits>) {
    this.timeline = new Timeline(limits);
    this.desktop = new DesktopWatch(this.timeline);
  }

  checks(checks: readonly AssertionCheck[]): readonly AssertionCheck[] {
    return watchedChecks(checks, this.timeline);
  }

  /** Reads the journal from now on. */
  follow({ journal }: Pick<FakeCis2, "journal">): void {
    journal.listen(this.see);
  }

  /** Takes a request that the API platform beside has answered. */
  readonly seePlatform = (request: PlatformRequestSeen): void => {
    this.timeline.note(platformStep(request));
  };

  /** Takes an entry of the journal. */
  readonly see = (entry: JournalEntry): void => {
    for (const noted of journalSteps(entry)) this.timeline.note(noted);
  };
}
