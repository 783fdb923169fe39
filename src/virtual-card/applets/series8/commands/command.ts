import type { CommandApdu } from "../../../../iso7816/index.ts";
import type { Answer } from "../../../card/applet.ts";
import type { Series8State } from "../series8-state.ts";

/** One command of the series 8 application. */
export type Series8Command = (state: Series8State, command: CommandApdu) => Answer;
