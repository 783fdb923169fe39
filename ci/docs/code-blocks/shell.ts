import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { projectRoot } from "./code-block.ts";

/** The ports that the pages name; each page gets free ones in their stead. */
const namedPorts = [8080, 8081, 8082, 8090] as const;

const timeout = 60_000;

/** A folder in which the blocks of one page are run one after the other, as a reader would. */
export class PageShell {
  readonly #folder: string;
  readonly #ports: ReadonlyMap<number, number>;
  readonly #goingOn: ChildProcess[] = [];

  private constructor(folder: string, ports: ReadonlyMap<number, number>) {
    this.#folder = folder;
    this.#ports = ports;
  }

  static async open(): Promise<PageShell> {
    const folder = await mkdtemp(join(tmpdir(), "cis2-testkit-docs-"));
    const ports = new Map(await Promise.all(namedPorts.map(async (port) => [port, await freePort()] as const)));
    const shell = new PageShell(folder, ports);
    await mkdir(join(folder, "bin"));
    for (const [name, script] of [
      ["bin/npx", shell.#npx()],
      ["cis2-testkit", shell.#onFreePorts()],
    ] as const) {
      await writeFile(join(folder, name), script);
      await chmod(join(folder, name), 0o755);
    }
    return shell;
  }

  async write(name: string, text: string): Promise<void> {
    const file = join(this.#folder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, this.#withFreePorts(text));
  }

  /** Rejects with what was printed if the script ends with anything but 0. */
  async run(script: string): Promise<void> {
    const { child, printed } = this.#start(script);
    const ended = new Promise<string>((resolve) => {
      child.once("exit", (code, signal) => {
        resolve(String(code ?? signal));
      });
    });
    const timer = setTimeout(() => {
      kill(child, "SIGKILL");
    }, timeout);
    const how = await ended;
    clearTimeout(timer);
    kill(child, "SIGKILL"); // What the script has left in the background.
    if (how !== "0") throw new Error(`ended with ${how}:\n${printed()}`);
  }

  /** Resolves as soon as the script has printed the text; it goes on until the shell is closed. */
  async runUntil(script: string, text: string): Promise<void> {
    const { child, printed } = this.#start(script);
    this.#goingOn.push(child);
    await new Promise<void>((resolve, reject) => {
      const fail = (why: string) => {
        reject(new Error(`${why} before it printed "${text}":\n${printed()}`));
      };
      const timer = setTimeout(fail, timeout, "time was up");
      const look = () => {
        if (!printed().includes(text)) return;
        clearTimeout(timer);
        resolve();
      };
      child.stdout?.on("data", look);
      child.stderr?.on("data", look);
      child.once("exit", () => {
        clearTimeout(timer);
        fail("it ended");
      });
    });
  }

  async close(): Promise<void> {
    await Promise.all(
      this.#goingOn.map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const ended = once(child, "close");
        kill(child, "SIGINT");
        await ended;
      }),
    );
    await rm(this.#folder, { recursive: true });
  }

  #start(script: string): { child: ChildProcess; printed: () => string } {
    const child = spawn("bash", ["-euo", "pipefail", "-c", this.#withFreePorts(script)], {
      cwd: this.#folder,
      detached: true,
      env: {
        ...process.env,
        PATH: [join(this.#folder, "bin"), dirname(process.execPath), process.env["PATH"]].join(":"),
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    return { child, printed: () => output };
  }

  #withFreePorts(text: string): string {
    return [...this.#ports].reduce((changed, [port, free]) => changed.replaceAll(String(port), String(free)), text);
  }

  /** Replaces npx, which would look for the package, by the clone's launcher. */
  #npx(): string {
    return `#!/bin/sh
[ "$1" = cis2-testkit ] || { echo "npx $1 is not for this test" >&2; exit 1; }
shift
exec "${this.#folder}/cis2-testkit" "$@"
`;
  }

  /** Runs the project's own launcher, on free ports. */
  #onFreePorts(): string {
    const at = (port: number) => String(this.#ports.get(port));
    const origins = [8080, 8081].map((port) => `http://127.0.0.1:${at(port)}`).join(" ");
    return `#!/bin/sh
command=$1
shift
case $command in
serve) set -- --internet-port ${at(8080)} --hscn-port ${at(8081)} --demo-port ${at(8082)} --port-service-port 0 --no-open "$@" ;;
client) set -- --origin ${origins} --port-service-port 0 --no-open "$@" ;;
esac
exec "${projectRoot}cis2-testkit" "$command" "$@"
`;
  }
}

/** The whole group: what a script starts is in it. */
function kill({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}
