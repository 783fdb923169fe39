import { generateKeyPairSync } from "node:crypto";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { applyPatch, type StructuredPatch } from "diff";
import type * as application from "../application.ts";
import type * as settings from "../settings.ts";
import type * as webServer from "../web-server.ts";

const example = fileURLToPath(new URL("..", import.meta.url));
const libraries = fileURLToPath(new URL("../../../node_modules", import.meta.url));

type Example = Pick<typeof application, "createApplication"> &
  Pick<typeof settings, "readSettings"> &
  Pick<typeof webServer, "createWebServer">;

export interface Copy extends Example, AsyncDisposable {
  /** A private key, PEM. */
  readonly keyFile: string;
}

/** One for all copies: to make one takes longer than a scenario. */
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** A copy of the example in a separate folder, changed by the patch if there is one, and loaded. */
export async function copyOfExample(patch?: StructuredPatch): Promise<Copy> {
  const folder = await mkdtemp(join(tmpdir(), "relying-party-"));
  try {
    return await copyTo(folder, patch);
  } catch (error) {
    await rm(folder, { recursive: true });
    throw error;
  }
}

async function copyTo(folder: string, patch: StructuredPatch | undefined): Promise<Copy> {
  await cp(example, folder, { recursive: true, filter: (path) => !/\/(broken|testing)$|\.test\.ts$/.test(path) });
  await symlink(libraries, join(folder, "node_modules"));
  if (patch) await change(folder, patch);
  const load = (file: string) => import(pathToFileURL(join(folder, file)).href);
  const { createApplication } = (await load("application.ts")) as Example;
  const { readSettings } = (await load("settings.ts")) as Example;
  const { createWebServer } = (await load("web-server.ts")) as Example;
  const keyFile = join(folder, "client-key.pem");
  await writeFile(keyFile, privateKey.export({ format: "pem", type: "pkcs8" }), { mode: 0o600 });
  return {
    keyFile,
    createApplication,
    readSettings,
    createWebServer,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

async function change(folder: string, patch: StructuredPatch): Promise<void> {
  const file = join(folder, (patch.oldFileName ?? "").replace(/^a\//, ""));
  const changed = applyPatch(await readFile(file, "utf8"), patch);
  if (changed === false) throw new Error(`the diff of ${file} does not fit the example any more`);
  await writeFile(file, changed);
}
