import "../foundation/needs-node.ts";
export { cardFault, cardFaults } from "./faults/faults.ts";
export type { CardFault, CardFaultKind } from "./faults/card-fault.ts";
export { faultyCard } from "./faults/faulty-card.ts";
export type { CardProfile, CardProfileName } from "./profiles/card-profile.ts";
export { cardProfile, cardProfiles } from "./profiles/card-profiles.ts";
export { parseCardImage, type CardImage } from "./image/card-image.ts";
export {
  cardContents,
  certificateOn,
  hasPasscodeOf,
  locked,
  unlocked,
  withCertificate,
  type CardContents,
} from "./image/card-contents.ts";
export { tracedCard } from "./trace/traced-card.ts";
export { lockCardFile } from "./image/card-file-lock.ts";
export { FileStore, readCardImage } from "./image/file-store.ts";
export { StoreFailedError, type ImageStore } from "./image/image-store.ts";
export { cardSerial, serialOnCard } from "./card-serial.ts";
export type { CardCredential } from "./card-holder-data.ts";
export { personalise, type PersonaliseOptions } from "./personalise.ts";
export { VirtualCard, type InsertableCard, type VirtualCardOptions } from "./virtual-card.ts";
export { defaultVpcdPort, VpcdReader, type VpcdReaderOptions } from "./readers/vpcd/vpcd-reader.ts";
export { PcscService, type PcscServiceOptions } from "./readers/pcsc-service/pcsc-service.ts";
export { canBeShown } from "./readers/pcsc-service/reader-table.ts";
export { InProcessReaders } from "./readers/in-process.ts";
export { type CardExchange, type CardTrace, cardTraceSchema, readCardTrace } from "./trace/card-trace.ts";
export { describeCommand, describeResponse } from "./trace/describe.ts";
export { exchangeWords, type ExchangeWords } from "./trace/exchange-line.ts";
export { CardRecorder, findExchangeWithPasscode } from "./trace/recorder.ts";
export { recordExchanges } from "./trace/record-exchanges.ts";
export { ReplayedCard, type TraceMatch, traceMatches } from "./trace/replayed-card.ts";
export { wronglyAccepted, type WronglyAccepted } from "./faults/wrongly-accepted.ts";
