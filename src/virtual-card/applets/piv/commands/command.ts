import type { CommandApdu } from "../../../../iso7816/index.ts";
import type { Answer, ProcessContext } from "../../../card/applet.ts";
import type { PivState } from "../piv-state.ts";

/** One command of the PIV application. */
export type PivCommand = (state: PivState, command: CommandApdu, context: ProcessContext) => Answer;
