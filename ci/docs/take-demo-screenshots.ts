// Takes the pictures of the demonstration system and the passcode window that the README shows. Run: npm run screenshots
import { fileURLToPath } from "node:url";
import { startBrowser } from "../../src/foundation/testing/browser.ts";
import { serveFakeCis2 } from "../../src/harness/index.ts";
import { createLogger } from "../../src/foundation/logger.ts";

const folder = fileURLToPath(new URL("../../docs/images/", import.meta.url));
const { promise: windowAddress, resolve: showWindow } = Promise.withResolvers<string>();
const serving = await serveFakeCis2({
  host: "127.0.0.1",
  ports: { internet: 0, hscn: 0 },
  logger: createLogger({ level: "warn" }),
  demo: { port: 0 },
  desktop: { persona: "one-role", profile: "series8", portServicePorts: [0], showWindow },
});
const browser = await startBrowser();
try {
  const context = await browser.newContext({ viewport: { width: 760, height: 560 } });
  const page = await context.newPage();
  await page.goto(serving.demo ?? "");
  await page.screenshot({ path: `${folder}demo.png`, fullPage: true });

  await page.getByRole("button", { name: "Sign in with a smartcard" }).click();
  await page.getByLabel("Smartcard").check();
  await page.getByRole("button", { name: "Continue" }).click();
  const passcodeWindow = await context.newPage();
  await passcodeWindow.setViewportSize({ width: 640, height: 560 });
  await passcodeWindow.goto(await windowAddress);
  await passcodeWindow.screenshot({ path: `${folder}passcode-window.png` });
} finally {
  await browser.close();
  await serving.close();
}
