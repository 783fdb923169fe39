// Takes the pictures that the README shows: of the passcode window, and of a whole sign-in as an
// animated picture, docs/images/sign-in.svg. Run: npm run screenshots
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { startBrowser } from "../../src/foundation/testing/browser.ts";
import { serveFakeCis2 } from "../../src/harness/index.ts";
import { createLogger } from "../../src/foundation/create-logger.ts";
import { type Frame, framesSvg } from "./frames-svg.ts";

const folder = fileURLToPath(new URL("../../docs/images/", import.meta.url));
const size = { width: 760, height: 560 };
const { promise: windowAddress, resolve: showWindow } = Promise.withResolvers<string>();
const serving = await serveFakeCis2({
  host: "127.0.0.1",
  ports: { internet: 0, hscn: 0 },
  logger: createLogger({ level: "warn" }),
  demo: { port: 0 },
  desktop: { persona: "two-roles", profile: "series8", portServicePorts: [0], showWindow },
});
const browser = await startBrowser();
const frames: Frame[] = [];
const frame = async (page: Page, caption: string) => {
  frames.push({ picture: await page.screenshot({ type: "jpeg", quality: 70 }), caption });
};
try {
  const context = await browser.newContext({ viewport: size });
  const page = await context.newPage();
  await page.goto(serving.demo ?? "");
  await frame(page, "A system sends the person to CIS2.");
  const passcode = (await page.locator("#passcode").textContent()) ?? "";

  await page.getByRole("button", { name: "Sign in with a smartcard" }).click();
  await page.getByLabel("Smartcard").check();
  await frame(page, "The person chooses the smartcard.");
  await page.getByRole("button", { name: "Continue" }).click();
  const passcodeWindow = await context.newPage();
  await passcodeWindow.goto(await windowAddress);
  await passcodeWindow.screenshot({ path: `${folder}passcode-window.png` });
  await page.getByText("in the window that has opened").waitFor();
  await page.bringToFront();
  await frame(page, "The client opens a passcode window.");
  await passcodeWindow.bringToFront();
  await passcodeWindow.getByLabel("Enter your passcode").fill(passcode);
  await frame(passcodeWindow, "The person enters the passcode.");
  await passcodeWindow.getByRole("button", { name: "OK" }).click();
  await passcodeWindow.getByText("Your smartcard has been read").waitFor();
  await page.getByRole("heading", { name: "Select your role" }).waitFor();
  await page.bringToFront();
  await frame(page, "The person selects a role.");
  await page.locator("#roles").getByRole("button").first().click();
  await page.getByText("Signed in as").first().waitFor();
  await frame(page, "The system knows who signed in, and in which role.");
  await writeFile(
    `${folder}sign-in.svg`,
    framesSvg(frames, size, { seconds: 2.5, title: "A recording of a sign-in:" }),
  );
} finally {
  await browser.close();
  await serving.close();
}
