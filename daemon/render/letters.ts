/** Text on the picture: the fonts there are, lines as wide as they may be, in any script. */
import { GlobalFonts } from '@napi-rs/canvas'

/** The first that is installed has the letter; Chinese needs one that has it. */
const FAMILIES = [
  'Noto Sans CJK SC',
  'Noto Sans CJK JP',
  'Noto Sans SC',
  'Source Han Sans SC',
  'PingFang SC',
  'Microsoft YaHei',
  'WenQuanYi Zen Hei',
  'DejaVu Sans',
]

export const font = (size: number, weight: 'bold' | 'normal' = 'normal') =>
  `${weight} ${size}px ${FAMILIES.map((family) => `"${family}"`).join(', ')}, sans-serif`

/** undefined: nothing is missing. */
export function missingFonts(): string | undefined {
  const known = new Set(GlobalFonts.families.map(({ family }) => family))
  if (known.size === 0) return 'there is no font at all: text will not be seen'
  return FAMILIES.slice(0, -1).some((family) => known.has(family))
    ? undefined
    : 'no font with Chinese in it: install one (Debian: apt-get install fonts-noto-cjk)'
}

interface Measure {
  measureText(text: string): { readonly width: number }
}

/** Chinese breaks anywhere but before a mark that closes; Latin at blanks. … where lines are left out. */
export function linesOf(
  ctx: Measure,
  text: string,
  width: number,
  linesMax: number,
): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of wordsOf(text)) {
    const longer = line === '' ? word.trimStart() : line + word
    if (line !== '' && ctx.measureText(longer.trimEnd()).width > width) {
      lines.push(line.trimEnd())
      line = word.trimStart()
    } else line = longer
  }
  if (line.trim() !== '') lines.push(line.trimEnd())
  if (lines.length <= linesMax) return lines
  return [...lines.slice(0, linesMax - 1), `${(lines[linesMax - 1] ?? '').slice(0, -1)}…`]
}

const EAST = '\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}'
const WORDS = new RegExp(
  [
    `\\s*[${EAST}][，。！？；：、”’）》】」』…]*`,
    `[“‘（《【「『]?\\s*[^\\s${EAST}]{1,30}`,
    '\\s+',
  ].join('|'),
  'gu',
)

const wordsOf = (text: string): readonly string[] => text.match(WORDS) ?? []
