import { OctetString } from "@peculiar/asn1-schema";
import { CommonObjectAttributes, Path, pkcs15Object, type Pkcs15Object } from "./common.ts";
import { Asn, sequence } from "./schema.ts";

/** CommonCertificateAttributes (PKCS #15 v1.1, 6.1.14): `iD` is that of the key the certificate belongs to. */
export class CommonCertificateAttributes {
  iD = new OctetString();
  authority = false;

  constructor(fields: Partial<CommonCertificateAttributes> = {}) {
    Object.assign(this, fields);
  }
}
sequence(CommonCertificateAttributes, {
  iD: { type: OctetString },
  authority: { type: Asn.Boolean, defaultValue: false },
});

/** X509CertificateAttributes (6.6.2): where the certificate is. */
export class X509CertificateAttributes {
  value = new Path();

  constructor(fields: Partial<X509CertificateAttributes> = {}) {
    Object.assign(this, fields);
  }
}
sequence(X509CertificateAttributes, { value: { type: Path } });

/** An X.509 certificate in a certificate directory file (6.6.1). */
export class CertificateObject implements Pkcs15Object<CommonCertificateAttributes, X509CertificateAttributes> {
  commonObjectAttributes = new CommonObjectAttributes();
  classAttributes = new CommonCertificateAttributes();
  subClassAttributes?: ArrayBuffer;
  typeAttributes = new X509CertificateAttributes();

  constructor(fields: Partial<CertificateObject> = {}) {
    Object.assign(this, fields);
  }
}
pkcs15Object(CertificateObject, CommonCertificateAttributes, X509CertificateAttributes);
