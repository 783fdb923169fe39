export interface Frame {
  /** A JPEG, of the size of all frames. */
  readonly picture: Uint8Array;
  /** What the person does, in a sentence. */
  readonly caption: string;
}

const captionHeight = 36;

/** An animated picture of pages one after the other, each for some seconds, again and again; without motion the last one shows. */
export function framesSvg(
  frames: readonly Frame[],
  { width, height }: { readonly width: number; readonly height: number },
  { seconds, title }: { readonly seconds: number; readonly title: string },
): string {
  const share = 100 / frames.length;
  const percent = (index: number) => `${(index * share).toFixed(2)}%`;
  const keyframes = frames.map((_, index) => {
    const before = index === 0 ? "" : `0% { opacity: 0 } `;
    const after = index === frames.length - 1 ? "" : ` ${percent(index + 1)} { opacity: 0 }`;
    return `@keyframes frame${index} { ${before}${percent(index)} { opacity: 1 }${after} }`;
  });
  const duration = frames.length * seconds;
  const pictures = frames.map(({ picture, caption }, index) => {
    const data = Buffer.from(picture).toString("base64");
    return `<g class="frame" style="animation-name:frame${index}"><rect width="${width}" height="${height + captionHeight}"/><text x="16" y="24">${index + 1}. ${escaped(caption)}</text><image y="${captionHeight}" width="${width}" height="${height}" href="data:image/jpeg;base64,${data}"/></g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height + captionHeight}" role="img" aria-labelledby="title" font-family="Arial, sans-serif" font-size="17">
<title id="title">${escaped(title)} ${frames.map(({ caption }) => escaped(caption)).join(" ")}</title>
<style>
rect { fill: #212b32 } text { fill: #fff }
@media (prefers-reduced-motion: no-preference) { .frame { animation-duration: ${duration}s; animation-iteration-count: infinite; animation-timing-function: step-end } ${keyframes.join(" ")} }
</style>
${pictures.join("\n")}
</svg>
`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
