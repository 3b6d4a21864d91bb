/** A text in sentences: what may be cut off, and where a long answer may be broken into takeovers. */

/** Ends of sentences with the quotes and brackets that close behind them. A point inside a number ends nothing. */
const ENDS = /(?:[。！？｡．…]+|[.!?]+(?=\s|["'”’)\]]|$))["'”’」』）)\]]*\s*/gu

/** The sentences of a text, in order, without blanks around them. */
export function sentences(text: string): readonly string[] {
  const found: string[] = []
  let from = 0
  for (const match of text.matchAll(ENDS)) {
    const to = match.index + match[0].length
    found.push(text.slice(from, to).trim())
    from = to
  }
  found.push(text.slice(from).trim())
  return found.filter((sentence) => sentence !== '')
}

/** At most so many sentences and characters; cut between sentences, inside one only where the first is too long. */
export function cutToSentences(text: string, sentencesMax: number, charactersMax: number): string {
  const kept: string[] = []
  let length = 0
  for (const sentence of sentences(text)) {
    const size = [...sentence].length + (kept.length > 0 ? 1 : 0)
    if (kept.length >= sentencesMax || length + size > charactersMax) break
    kept.push(sentence)
    length += size
  }
  if (kept.length > 0) return joined(kept)
  return [...text].slice(0, charactersMax).join('').trim()
}

/** Han texts have no blanks between sentences. */
export const joined = (parts: readonly string[]): string =>
  parts.reduce(
    (text, part) => (text === '' || endsWide(text) ? text + part : `${text} ${part}`),
    '',
  )

const endsWide = (text: string) => /[。！？｡．」』）]$/u.test(text)
