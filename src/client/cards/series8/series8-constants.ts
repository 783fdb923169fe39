import { fromHex } from "../../../iso7816/index.ts";

/** The AuthentIC 3.2 application (OpenSC, src/libopensc/card-authentic.c). No public source names that of NHS cards. */
export const authenticApplication = fromHex("A0000000770100700A1000F100000100");

/**
 * What the historical bytes of an Oberthur card can hold: the start of an Oberthur application's identifier (OpenSC,
 * card-authentic.c), or the bytes of Cosmo v7 cards (OpenSC issue 711).
 */
export const oberthurHistoricalBytes = [fromHex("A000000077"), fromHex("31C064C7FC10")];

/** EF.DIR, from the MF (ISO/IEC 7816-4, 8.2.1.1). */
export const applicationDirectory = fromHex("3F002F00");

/** The token information of a PKCS #15 application, from its directory (PKCS #15 v1.1, 5.5.7). */
export const tokenInformation = fromHex("5032");

/** The object directory file of a PKCS #15 application, from its directory (PKCS #15 v1.1, 5.5.1). */
export const objectDirectory = fromHex("5031");
