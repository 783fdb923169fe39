/** A picture of a moving picture, and what it shows. */
export interface Frame {
  readonly caption: string;
  readonly jpeg: Uint8Array;
}

const secondsEach = 3;
const captionHeight = 48;

/** Pictures one after the other as an SVG, which pages can show as an image: it needs no script. Captions stand below. */
export function movingPicture(
  frames: readonly Frame[],
  { width, height, title }: { readonly width: number; readonly height: number; readonly title: string },
): string {
  const total = frames.length * secondsEach;
  const share = 100 / frames.length;
  const shown = frames.map(({ caption, jpeg }, index) => {
    const delay = index * secondsEach;
    return [
      `<g class="frame" style="animation-delay:${delay}s">`,
      `<image width="${width}" height="${height}" href="data:image/jpeg;base64,${Buffer.from(jpeg).toString("base64")}"/>`,
      `<text x="${width / 2}" y="${height + 31}">${index + 1}. ${escaped(caption)}</text>`,
      "</g>",
    ].join("");
  });
  const style = [
    `.frame{opacity:0;animation:show ${total}s step-end infinite}`,
    `@keyframes show{0%{opacity:1}${share.toFixed(4)}%{opacity:0}}`,
    "@media (prefers-reduced-motion:reduce){.frame{animation:none}.frame:first-of-type{opacity:1}}",
    "text{font:600 20px sans-serif;fill:#fff;text-anchor:middle}",
  ].join("");
  const all = height + captionHeight;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${all}" width="${width}" height="${all}" role="img"><title>${escaped(title)}</title><style>${style}</style><rect width="${width}" height="${all}" fill="#003d78"/>${shown.join("")}</svg>\n`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
