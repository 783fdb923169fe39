/** What parts values in text of any kind: white space, and the punctuation of JSON, HTML, forms and addresses. */
const between = /[\s"'<>&=,;:{}()[\]\\?#]+/;
/** Words that can say something of somebody: with a digit, a capital among small letters, or a letter that is not ASCII. */
const telling = /\d|[A-Z].*[a-z]|[a-z].*[A-Z]|\P{ASCII}/u;
/** Of a word that goes on in the next part. No value that a sheet could hold is longer. */
const longestWord = 16 * 1024;

/**
 * The values in a text that is too long to be in memory: its words that can say something of somebody, as they are and
 * percent-decoded; if all of it is Base64, also the words of what it encodes. Gets it in parts.
 */
export class LongTextValues {
  readonly #words: Words;
  readonly #decodedWords: Words;
  #base64: Base64Text | undefined = new Base64Text();

  constructor(add: (value: string) => void) {
    this.#words = new Words(add);
    this.#decodedWords = new Words(add);
  }

  /** `isEnd` if the text ends with this part. */
  take(part: string, isEnd: boolean): void {
    this.#words.take(part, isEnd);
    const decoded = this.#base64?.decode(part, isEnd);
    if (decoded === undefined) this.#base64 = undefined;
    this.#decodedWords.take(decoded ?? "", isEnd);
    if (isEnd) this.#base64 = new Base64Text();
  }
}

class Words {
  readonly #add: (value: string) => void;
  #begun = "";

  constructor(add: (value: string) => void) {
    this.#add = add;
  }

  take(part: string, isEnd: boolean): void {
    const words = (this.#begun + part).split(between);
    this.#begun = isEnd ? "" : (words.pop() ?? "").slice(-longestWord);
    for (const word of words) {
      if (telling.test(word)) this.#add(word);
      if (/[%+]/.test(word)) for (const value of new URLSearchParams(word).keys()) this.#add(value);
    }
  }
}

/** Base64 that comes in parts of any length. */
class Base64Text {
  readonly #decoder = new TextDecoder();
  #rest = "";

  /** Undefined if the part is no Base64, or what it encodes is no text. */
  decode(part: string, isEnd: boolean): string | undefined {
    if (!/^[\w+/-]*={0,2}$/.test(part)) return undefined;
    const text = this.#rest + part;
    const whole = isEnd ? text.length : text.length - (text.length % 4);
    this.#rest = text.slice(whole);
    const decoded = this.#decoder.decode(Buffer.from(text.slice(0, whole), "base64"), { stream: !isEnd });
    return decoded.includes("\uFFFD") ? undefined : decoded;
  }
}
