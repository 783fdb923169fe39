import { startTestPlatform } from "../../src/fake-api-platform/testing/test-platform.ts";
import { bytesOf, type FuzzTarget } from "../runner/target.ts";

const seeds = [
  "grant_type=refresh_token&client_id=app&client_secret=made-up-secret&refresh_token=one",
  "grant_type=authorization_code&client_id=app&client_secret=made-up-secret&redirect_uri=https%3A%2F%2Fsystem.test%2Fcallback&code=1",
  "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange&subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Aid_token&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=eyJhbGciOiJSUzUxMiJ9.e30.AA&subject_token=eyJhbGciOiJSUzUxMiJ9.e30.AA",
  "logout_token=eyJhbGciOiJSUzUxMiJ9.e30.AA",
];

/** Forms for the token and logout endpoints of the API platform. */
export const target: FuzzTarget = {
  name: "api-platform-form",
  seeds: () => seeds.map(bytesOf),
  dictionary: [
    "&",
    "=",
    "%",
    "grant_type=",
    "client_assertion=",
    "subject_token=",
    "_access_token_expiry_ms=",
    "eyJ",
    ".",
  ],
  open: async () => {
    const test = await startTestPlatform();
    return {
      run: async (body) => {
        for (const path of ["token", "backchannel_logout"]) {
          const response = await fetch(`${test.platform.origin}/oauth2/${path}`, {
            method: "POST",
            headers: { "content-type": "application/x-www-form-urlencoded" },
            body,
          });
          const answer = (await response.json()) as Record<string, unknown>;
          const refused = response.status < 500 && typeof answer["error_description"] === "string";
          if (!refused) throw new Error(`${path} answered ${response.status} ${JSON.stringify(answer)}`);
        }
      },
      close: async () => {
        await test[Symbol.asyncDispose]();
      },
    };
  },
};
