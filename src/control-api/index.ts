import "../foundation/needs-node.ts";
export { ControlClient, ControlError } from "./control-client.ts";
export { type ControlOptions, type ControlService, startControl, startReaderControl } from "./control-service.ts";
export type { AppControl, ControlApiContext, DesktopControl, ReaderControl } from "./control-api-context.ts";
export {
  type Refusal,
  type SignInFile,
  signInFileSchema,
  type SignInPage,
  type SignInSummary,
  type SignInTimeline,
  type TimelineControl,
  type TimelineStep,
} from "./timeline/timeline-control.ts";
export { streamTimeline } from "./timeline/timeline-stream.ts";
