import { createHash } from "node:crypto";

/** The one inline script of the pages: that of nhsuk-frontend's page template. */
const inlineScript =
  "document.body.className += ' js-enabled' + ('noModule' in HTMLScriptElement.prototype ? ' nhsuk-frontend-supported' : '');";

/** What lets that script run, for `script-src` of a Content-Security-Policy. */
export const inlineScriptSource = `'sha256-${createHash("sha256").update(inlineScript).digest("base64")}'`;
