import type { CardImage } from "../../virtual-card/index.ts";

/** Reads a card file, changes the card, and writes it back. */
export async function changeFile(file: string, change: (image: CardImage) => CardImage | Promise<CardImage>) {
  const { FileStore, lockCardFile, readCardImage } = await import("../../virtual-card/index.ts");
  const release = lockCardFile(file);
  try {
    new FileStore(file).save(await change(readCardImage(file)));
  } finally {
    release();
  }
}
