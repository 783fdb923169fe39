// Takes the moving picture of the control panel that the README shows: a walk by keyboard. Run: npm run screenshots
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { startBrowser } from "../../src/foundation/testing/browser.ts";
import { keyboardWalk, PasscodeWindows, walkOptions } from "../../src/harness/control-panel/testing/keyboard-walk.ts";
import { serveFakeCis2 } from "../../src/harness/serve/serve-fake-cis2.ts";
import { type Frame, framesSvg } from "./frames-svg.ts";

const file = fileURLToPath(new URL("../../docs/images/control-panel.svg", import.meta.url));
const size = { width: 900, height: 640 };

const windows = new PasscodeWindows();
const serving = await serveFakeCis2(walkOptions(windows));
const browser = await startBrowser();
try {
  const context = await browser.newContext({ viewport: size, reducedMotion: "reduce" });
  const frames: Frame[] = [];
  for await (const { page, caption } of keyboardWalk(serving, context, windows)) {
    frames.push({ caption, picture: await page.screenshot({ type: "jpeg", quality: 60 }) });
  }
  await writeFile(
    file,
    framesSvg(frames, size, { seconds: 3, title: "The control panel, used with the keyboard only:" }),
  );
} finally {
  await browser.close();
  await serving.close();
}
