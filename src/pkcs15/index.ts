export { BitString, OctetString } from "@peculiar/asn1-schema";
export { decodeApplicationDirectory, encodeApplicationTemplate } from "./application-directory.ts";
export { PinAttributes, PinFlag, PinObject, PinType } from "./authentication-objects.ts";
export { CommonAuthenticationObjectAttributes } from "./authentication-objects.ts";
export { CertificateObject, CommonCertificateAttributes, X509CertificateAttributes } from "./certificates.ts";
export { CommonObjectAttributes, ObjectFlag, Path } from "./common.ts";
export {
  decodeDirectoryFile,
  decodeValue,
  encodeDirectoryFile,
  encodeValue,
  MalformedFileError,
} from "./directory-file.ts";
export { CommonKeyAttributes, KeyAccess, Pkcs15KeyUsage, RsaKeyAttributes, RsaKeyObject } from "./keys.ts";
export { ObjectDirectoryEntry } from "./object-directory.ts";
export { TokenFlag, TokenInfo } from "./token-info.ts";
