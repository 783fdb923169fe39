import type { CardProfile } from "./card-profile.ts";

const sources = [
  "Representative throughout: no public source names the applet, the ATR or the files of an NHS series 8 card, " +
    "only that Oberthur made it (NHS England Digital, NHS Smartcard Connect).",
  "OpenSC's driver for Oberthur AuthentIC 3.2 on Cosmo v7 (src/libopensc/card-authentic.c): ATR, AID, commands.",
  "OpenSC's profile for the same card (src/pkcs15init/authentic.profile): the file tree and who may read and write.",
  "PKCS #15 v1.1 (RSA Laboratories) and ISO/IEC 7816-4 and -8.",
  "Three passcode tries, and 6 to 8 digits for any passcode set since July 2023: as cards of every NHS series.",
];

const authentication = { label: "Authentication", id: "01" };
const signing = { label: "Signing", id: "02" };

const series8 = {
  name: "series8",
  title: "Series 8: an Oberthur card with a PKCS #15 file system",
  series: 8,
  atr: "3BDD18008131FE4580F9A0000000770100700A90008B",
  sources: [
    ...sources,
    "The ATR names the application as selected at reset (ISO/IEC 7816-4, 8.1.1, historical byte F9).",
  ],
  transport: { responseStyle: "at-once", extendedLength: true, selectedAtReset: true },
  applet: {
    type: "series8",
    aid: "A0000000770100700A1000F100000100",
    shortestAid: 9,
    label: "EMULATED NHS series 8",
    manufacturer: "EMULATED Oberthur",
    retryLimits: { pin: 3, puk: 3 },
    statusOnSelect: "kept",
    layout: {
      directorySize: 128,
      application: "5015",
      authenticationObjects: "7001",
      certificateSize: 2048,
      places: [
        {
          ...{ privateKeys: "7002", publicKeys: "7004", certificates: "7005" },
          authentication: { ...authentication, keyReference: 0x81, publicKey: "A001", certificate: "B001" },
          signing: { ...signing, keyReference: 0x82, publicKey: "A002", certificate: "B002" },
        },
        {
          ...{ privateKeys: "7012", publicKeys: "7014", certificates: "7015" },
          authentication: { ...authentication, keyReference: 0x83, publicKey: "A003", certificate: "B003" },
          signing: { ...signing, keyReference: 0x84, publicKey: "A004", certificate: "B004" },
        },
      ],
    },
  },
} satisfies CardProfile;

/** The series 8 cards: one that OpenSC knows, one that forgets, and one under the other ATR of its kind. */
export const series8Profiles: readonly CardProfile[] = [
  series8,
  {
    ...series8,
    name: "series8-drops-pin",
    title: "Series 8: forgets the passcode, without a word, when a file is selected",
    sources: [...sources, "Cards that lose the passcode's status on SELECT: OpenSC issue 1460."],
    applet: { ...series8.applet, statusOnSelect: "dropped" },
  },
  {
    ...series8,
    name: "series8-awp",
    title: "Series 8: under the ATR of Cosmo v7 cards that OpenSC has to be told of, and speaking T=0",
    atr: "3BDB960080B1FE451F830031C064C7FC100007900072",
    sources: [...sources, "The ATR is that of OpenSC issue 711, which says the same application is on such cards."],
    transport: { responseStyle: "announce", extendedLength: false, selectedAtReset: false },
  },
];
