/** A piece of a line to paste: `k` a word of the language, `s` a string or address, `c` a comment. */
export interface Piece {
  tone: '' | 'k' | 's' | 'c'
  text: string
}

const PIECES = /(?<c>(?:^|(?<=\s))#.*)|(?<s>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|https?:\/\/\S+|(?<==)cuk_\S+)|(?<k>\b(?:export|unset|import|from|const|await|new|var|print|claude -p|codex exec|curl|curl\.exe)\b)/gm

/** Just enough colour to find the parts that matter. */
export function highlight(code: string): Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const match of code.matchAll(PIECES)) {
    if (match.index > end) pieces.push({ tone: '', text: code.slice(end, match.index) })
    const { c, s } = match.groups ?? {}
    pieces.push({ tone: c !== undefined ? 'c' : s !== undefined ? 's' : 'k', text: match[0] })
    end = match.index + match[0].length
  }
  pieces.push({ tone: '', text: code.slice(end) })
  return pieces
}
