export interface TerminalEvent {
  /** Milliseconds since the recording began. */
  readonly at: number;
  readonly text: string;
}

const lineHeight = 20;
const characterWidth = 8.43;

/** An animated picture of what came up in a terminal, line by line at the times it did; readers who want no motion see all at once. */
export function terminalSvg(events: readonly TerminalEvent[], columns: number): string {
  const lines = events.flatMap(({ at, text }) => wrapped(text, columns).map((line) => ({ at, line })));
  const width = Math.ceil(columns * characterWidth) + 40;
  const height = lines.length * lineHeight + 60;
  const rows = lines.map(({ at, line }, index) => {
    const command = line.startsWith("$ ") ? ' class="command"' : "";
    const delay = ` style="animation-delay:${(at / 1000).toFixed(2)}s"`;
    return `<text x="20" y="${index * lineHeight + 58}"${command}${delay}>${escaped(line)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="14">
<title id="title">A recording of a terminal</title>
<style>
rect { fill: #fbfcfc; stroke: #aeb7bd } text { fill: #212b32; white-space: pre } .command { fill: #005eb8; font-weight: 600 } circle { fill: #aeb7bd }
@media (prefers-color-scheme: dark) { rect { fill: #171c20; stroke: #425563 } text { fill: #e8edee } .command { fill: #7cbcff } circle { fill: #56646e } }
@media (prefers-reduced-motion: no-preference) { text { opacity: 0; animation: appear 1ms forwards } @keyframes appear { to { opacity: 1 } } }
</style>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
<circle cx="22" cy="20" r="6"/><circle cx="42" cy="20" r="6"/><circle cx="62" cy="20" r="6"/>
${rows.join("\n")}
</svg>
`;
}

function wrapped(text: string, columns: number): string[] {
  return text
    .split("\n")
    .flatMap((line) => (line === "" ? [""] : (line.match(new RegExp(`.{1,${columns}}`, "gu")) ?? [])));
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
