import type { OperationCalls } from "../../control-api/operation-calls.ts";

/** A form that was sent: its fields by name. */
export type Form = Readonly<Record<string, string>>;

/** What a view has at hand. */
export interface ViewCalls {
  /**
   * Calls an operation of the control API that the view names. Resolves to the answer's JSON. Rejects with a TestkitError as the
   * control API refuses.
   */
  readonly call: <Answer>(id: string, parameters?: Readonly<Record<string, string>>, body?: unknown) => Promise<Answer>;
  /** Whether this environment has such an operation. */
  readonly has: (id: string) => boolean;
  /** What the control API's documentation says of it. */
  readonly describe: OperationCalls["describe"];
}

/** A page of the control panel. */
export interface PanelView {
  /** Its address without the slash, and the name of its template. */
  readonly path: string;
  readonly title: string;
  /** The ids of all operations of the control API that it calls: it can call no others. */
  readonly operations: readonly string[];
  /** It is left out if the environment has no such operation. */
  readonly needs?: string;
  /** What the template shows. */
  readonly content: (calls: ViewCalls, query: Form) => Promise<Readonly<Record<string, unknown>>>;
  /** What its forms do, by the last part of their address. */
  readonly actions: Readonly<Record<string, Action>>;
  /** What the page says once a form has done something that it does not show otherwise, by the last part of its address. */
  readonly done?: Readonly<Record<string, string>>;
  /** What it gives as files, by the last part of their address. */
  readonly files?: Readonly<Record<string, (calls: ViewCalls, query: Form) => Promise<PanelFile>>>;
}

/** A file to download, as JSON. */
export interface PanelFile {
  readonly name: string;
  readonly json: unknown;
}

/** Resolves to the address to go on to, that of the view if to nothing; or to what the view then shows besides. */
export type Action = (
  calls: ViewCalls,
  form: Form,
) => Promise<string | undefined | Readonly<Record<"called" | "answer", string>>>;

/** The calls a view may make. */
export function callsOf({ path, operations }: PanelView, calls: OperationCalls): ViewCalls {
  return {
    has: (id) => calls.has(id),
    describe: (id) => calls.describe(id),
    call: async <Answer>(id: string, parameters?: Readonly<Record<string, string>>, body?: unknown) => {
      if (!operations.includes(id)) throw new TypeError(`the view ${path} does not name the operation ${id}`);
      return (await calls.call(id, parameters, body)) as Answer;
    },
  };
}

/** An action that calls one operation, with the fields of the form that are in its path as parameters and no body. */
export function calling(id: string, ...parameters: readonly string[]): Action {
  return async ({ call }, form) => {
    await call(id, Object.fromEntries(parameters.map((name) => [name, form[name] ?? ""])));
    return undefined;
  };
}
