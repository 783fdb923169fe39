/** Where the files and keys of a card are: identifiers in hexadecimal, as FCI and PKCS #15 paths have them. */
export interface Series8FileLayout {
  /** EF.DIR has this size, whatever is in it. */
  readonly directorySize: number;
  /** The directory of the PKCS #15 application. */
  readonly application: string;
  readonly authenticationObjects: string;
  /** How much room a certificate's file has. */
  readonly certificateSize: number;
  /** Two places for a pair, of which the object directory file names one: so a new pair can be made beside the old. */
  readonly places: readonly [Series8PairPlace, Series8PairPlace];
}

/** The directory files of a pair, and where its keys and certificates are. */
export interface Series8PairPlace {
  readonly privateKeys: string;
  readonly publicKeys: string;
  readonly certificates: string;
  readonly authentication: Series8KeyPlace;
  readonly signing: Series8KeyPlace;
}

export interface Series8KeyPlace {
  readonly label: string;
  /** What ties private key, public key and certificate together in PKCS #15, one byte. */
  readonly id: string;
  /** 81 to FF: a key of the application. */
  readonly keyReference: number;
  readonly publicKey: string;
  readonly certificate: string;
}

/** What a series 8 card is made of. Nothing public says it of a real one: all of it is representative. */
export interface Series8Profile {
  readonly type: "series8";
  readonly aid: string;
  /** The fewest bytes of the AID that SELECT takes. */
  readonly shortestAid: number;
  readonly label: string;
  readonly manufacturer: string;
  readonly retryLimits: { readonly pin: number; readonly puk: number };
  /** Whether the passcode stays verified when a file is selected, or is silently forgotten. */
  readonly statusOnSelect: "kept" | "dropped";
  readonly layout: Series8FileLayout;
}
