import { openInBrowser } from "../client/index.ts";
import { type Ready, serveFakeCis2, type ServeOptions, type Serving } from "../harness/index.ts";
import { withReadyFile } from "./ready/ready-file.ts";
import { createLogger } from "../foundation/create-logger.ts";
import { servesFromNowOn } from "./output-failure.ts";
import { print, tell } from "./print.ts";
import { jsonText } from "../foundation/printable.ts";
import { namePortSetting, type PortSettings } from "../foundation/name-port-setting.ts";

export interface RunServeOptions {
  readonly host: string;
  readonly internetPort: number;
  readonly hscnPort: number;
  readonly redirectUri?: readonly string[];
  readonly relyingParty?: readonly string[];
  readonly settings?: string;
  readonly withoutCard: boolean;
  readonly publicUrl?: string;
  readonly hscnPublicUrl?: string;
  readonly tls: boolean;
  readonly store: string;
  readonly controlPort?: number;
  readonly controlHost: string;
  readonly desktop: boolean;
  readonly pcsc: boolean;
  readonly readersInTable: number;
  readonly persona: string;
  readonly card: string;
  readonly portServicePort?: readonly number[];
  readonly signingOrigin?: readonly string[];
  readonly open: boolean;
  readonly demo: boolean;
  readonly demoPort: number;
  readonly panel: boolean;
  readonly panelPort?: number;
  readonly apiPlatformPort?: number;
  readonly apiPlatformApp?: readonly string[];
  readonly apiPlatformSettings?: string;
  readonly apiPlatformPublicUrl?: string;
  readonly gasPort?: number;
  readonly gasSettings?: string;
  readonly gasPublicUrl?: string;
  readonly log: string;
  readonly readyFile?: string;
  readonly json: boolean;
}

/** Serves until it is interrupted, and says on standard output what a person or a program can do with it. */
export async function runServe(options: RunServeOptions): Promise<void> {
  const { readyFile } = options;
  if (readyFile === undefined) await serve(options);
  else await withReadyFile(readyFile, () => serve(options));
}

async function serve(options: RunServeOptions): Promise<Ready> {
  const { redirectUri, relyingParty, settings, publicUrl, hscnPublicUrl, controlPort, portServicePort } = options;
  const serving = await namePortSetting(portSettings(options), () =>
    serveFakeCis2({
      host: options.host,
      ports: { internet: options.internetPort, hscn: options.hscnPort },
      logger: createLogger({ level: options.log }),
      store: options.store,
      tls: options.tls,
      publicUrls: {
        internet: publicUrl,
        hscn: hscnPublicUrl,
      },
      redirectUris: redirectUri,
      relyingPartyFiles: relyingParty,
      settingsFile: settings,
      withoutCard: options.withoutCard,
      ...(controlPort === undefined ? {} : { control: controlOptions(options.controlHost, controlPort) }),
      panel: panelPlace(options),
      apiPlatform: apiPlatformOptions(options),
      cis1: cis1Options(options),
      ...(options.demo ? { demo: { port: options.demoPort } } : {}),
      ...(options.desktop
        ? {
            desktop: {
              ...(options.pcsc && { pcsc: { tableSize: options.readersInTable } }),
              persona: options.persona,
              profile: options.card,
              portServicePorts: portServicePort,
              signingOrigins: options.signingOrigin,
              showWindow: (url) => {
                showWindow(url, options);
              },
            },
          }
        : {}),
    }),
  );
  // Before it says so: who reads the line may end it at once.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void serving.close());
  print(options.json ? `${jsonText(serving.ready)}\n` : firstScreen(serving, options));
  servesFromNowOn();
  return serving.ready;
}

function portSettings(options: RunServeOptions): PortSettings {
  return {
    "--internet-port": options.internetPort,
    "--hscn-port": options.hscnPort,
    "--demo-port": options.demo ? options.demoPort : undefined,
    "--control-port": options.controlPort,
    "--panel-port": options.panel ? options.panelPort : undefined,
    "--api-platform-port": options.apiPlatformPort,
    "--port-service-port": options.portServicePort,
    "--gas-port": options.gasPort,
  };
}

/** Others can reach it only if they need a token. */
function panelPlace({ host, panel, panelPort }: RunServeOptions): ServeOptions["panel"] {
  if (!panel) return undefined;
  const token = process.env["CIS2_TESTKIT_CONTROL_TOKEN"];
  const place = panelPort === undefined ? { port: 8083, orAnyPort: true } : { port: panelPort };
  return { ...place, ...(token ? { host, token } : {}) };
}

function apiPlatformOptions(options: RunServeOptions): ServeOptions["apiPlatform"] {
  const { apiPlatformPort: port, apiPlatformApp, apiPlatformSettings, apiPlatformPublicUrl } = options;
  return port === undefined
    ? undefined
    : { port, appFiles: apiPlatformApp, settingsFile: apiPlatformSettings, publicUrl: apiPlatformPublicUrl };
}

function cis1Options({ gasPort: port, gasSettings, gasPublicUrl }: RunServeOptions): ServeOptions["cis1"] {
  return port === undefined ? undefined : { port, settingsFile: gasSettings, publicUrl: gasPublicUrl };
}

/** The token comes by the environment, where other users of the machine do not see it. */
function controlOptions(host: string, port: number): { host: string; port: number; token?: string } {
  const token = process.env["CIS2_TESTKIT_CONTROL_TOKEN"];
  return token === undefined ? { host, port } : { host, port, token };
}

function showWindow(url: string, { open, json }: RunServeOptions): void {
  print(json ? `${jsonText({ passcodeWindow: url })}\n` : `The passcode window is at ${url}\n`);
  if (!open) return;
  openInBrowser(url, () => {
    tell("The browser could not be opened: open the passcode window's address yourself.\n");
  });
}

/** As a person reads them: what goes into a program by its name there. */
function readyRows({ redirectUris, pcscEnvironment, ...one }: Ready): readonly (readonly [string, string])[] {
  const rows = {
    issuer: one.issuer,
    "issuer on the HSCN": one.hscnIssuer,
    discovery: one.discovery,
    client_id: one.clientId,
    client_secret: one.clientSecret,
    redirect_uris: redirectUris.join(" "),
    "listens at": one.listensAt,
    "listens at, HSCN": one.hscnListensAt,
    "CA file": one.caFile,
    "control API": one.controlApi,
    ...pcscEnvironment,
    "port service": one.portService,
    panel: one.panel,
    demo: one.demo,
    "API platform": one.apiPlatform,
    gas: one.gas,
  };
  return Object.entries(rows).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}

function firstScreen({ ready, demo, desktop }: Serving, { persona, withoutCard }: RunServeOptions): string {
  const values = readyRows(ready).map(([name, value]) => `  ${name.padEnd(18)} ${value}`);
  const lines = ["The fake CIS2 is ready.", ""];
  if (ready.panel !== undefined) lines.push(`Watch and control everything: open ${ready.panel} in a browser.`, "");
  if (demo !== undefined) {
    lines.push(`Try it: open ${demo} in a browser on this computer and click "Sign in with a smartcard".`);
    if (desktop) {
      lines.push(
        `  The smartcard of the test persona "${persona}" is in the virtual reader. The page shows its made-up passcode,`,
        "  and can insert other people's cards.",
      );
    } else lines.push("  Start the client as well: cis2-testkit client");
    lines.push('  At CIS2 choose "Smartcard", then "Continue", and type the passcode into the window that opens.', "");
  }
  if (withoutCard) lines.push("CIS2 lists people as well, who sign in without a card.", "");
  if (desktop && !desktop.atDocumentedPort) {
    lines.push(
      `The client is at port ${desktop.portServicePort}, not at one of the documented ports. The pages of this`,
      "fake CIS2 find it; pages that look at the documented ports do not.",
      "",
    );
  }
  return [...lines, "Set your own relying party up with:", ...values, "Ctrl-C ends it.", ""].join("\n");
}
