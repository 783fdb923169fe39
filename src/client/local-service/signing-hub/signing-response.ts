import type { ErrorCode } from "../../../foundation/errors/catalogue.ts";
import type { TestkitError } from "../../../foundation/errors/testkit-error.ts";

export interface SignatureEntry {
  readonly id: string;
  /** Base64. */
  readonly signature: string;
}

/** What requestToSign answers, as the README of NHSDigital/nhs-credential-manager-prescription-signing has it. */
export interface SigningResponse {
  /** Base64 of the DER. */
  readonly certificate: string;
  readonly failed_signatures: readonly SignatureEntry[] | null;
  readonly message: string;
  readonly signatures: readonly SignatureEntry[] | null;
  /** 0 for success. */
  readonly status_code: number;
  readonly status_string: string;
  readonly timestamp: string;
}

/** The two failures that this README shows at commit 140e5a3, misprint included. Every other failure gets the second. */
const documented = {
  noCertificate: {
    status_code: 0x53494705,
    message:
      "Unable to locate a Smartcard on the local system that contains an appropriate X.509 Digital Certificate that can be used to perform a signing operation. Error Code: (0x53494705) No X.509 Signing certificate found",
  },
  internal: {
    status_code: 0x53494703,
    message:
      "Failed to process inbound JSON request. Check logs for futher information. Error Code: (0x53494703) An Internal error occurred",
  },
} as const;

const withoutCertificate: readonly ErrorCode[] = [
  "READER_NONE",
  "READER_UNKNOWN",
  "READER_REMOVED",
  "PCSC_SERVICE_STOPPED",
  "PCSC_SOCKET_UNANSWERED",
  "CARD_ABSENT",
  "CARD_REMOVED",
  "CARD_UNRECOGNISED",
  "CARD_UNRESPONSIVE",
  "CARD_WITHOUT_CERTIFICATE",
];

export function signed(certificate: Uint8Array, signatures: readonly SignatureEntry[], now: Date): SigningResponse {
  return {
    certificate: Buffer.from(certificate).toString("base64"),
    failed_signatures: [],
    message: "",
    signatures,
    status_code: 0,
    status_string: "Success",
    timestamp: now.toISOString(),
  };
}

/** The answer if nothing was signed. */
export function notSigned({ code }: TestkitError, now: Date): SigningResponse {
  const failure = withoutCertificate.includes(code) ? documented.noCertificate : documented.internal;
  return {
    certificate: "",
    failed_signatures: null,
    signatures: null,
    ...failure,
    status_string: "ERROR",
    timestamp: now.toISOString(),
  };
}
