/** What parts values in text of any kind: white space, and the punctuation of JSON, HTML, forms and addresses. */
const between = /[\s"'<>&=,;:{}()[\]\\?#]+/;
/** Of a word that goes on in the next part. No value that a sheet could hold is longer. */
const longestWord = 16 * 1024;

/** The values in a text that is too long to be in memory: its words, whatever the text is. Gets it in parts. */
export class LongTextValues {
  readonly #add: (value: string) => void;
  #begun = "";

  constructor(add: (value: string) => void) {
    this.#add = add;
  }

  /** `isEnd` if the text ends with this part. */
  take(part: string, isEnd: boolean): void {
    const words = (this.#begun + part).split(between);
    this.#begun = isEnd ? "" : (words.pop() ?? "").slice(-longestWord);
    for (const word of words) if (word !== "") this.#add(word);
  }
}
