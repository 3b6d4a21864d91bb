/** The prepared questions of a rundown: found by their words, offline. Only this file knows MiniSearch. */
import MiniSearch from 'minisearch'
import type { AnswerSource, SourceAnswer } from './contract.js'
import { wordsOf } from './text.js'

export interface Prepared {
  /** Ways to ask it. */
  readonly q: readonly string[]
  readonly a: string
}

/**
 * An answer is given if the words that were found weigh at least so much of what the prepared question weighs by
 * itself. Rare words weigh more than common ones (BM25), so "shipping" counts and "how" hardly does.
 */
export const FAQ_THRESHOLD = 0.45
/** And of the viewer's own words so many must be among them: a long question about something else has one in common. */
export const FAQ_COVER = 0.3
/** One letter of five may be wrong. */
const FUZZY = 0.2

export function openFaq(prepared: readonly Prepared[]): AnswerSource {
  const index = new MiniSearch<{ id: number; q: string }>({
    fields: ['q'],
    tokenize: (text) => [...wordsOf(text)],
    processTerm: (term) => term,
    searchOptions: { fuzzy: (term) => (isWord(term) ? FUZZY : false), prefix: false },
  })
  const variants = prepared.flatMap(({ q, a }) => q.map((one) => ({ q: one, a })))
  index.addAll(variants.map(({ q }, id) => ({ id, q })))
  const whole = variants.map(({ q }, id) => scoreOf(index, q, id))
  return {
    name: 'faq',
    ask: async ({ question }): Promise<SourceAnswer> => {
      const words = new Set(wordsOf(question)).size
      for (const { id, score, queryTerms } of index.search(question)) {
        const weight = score / (whole[Number(id)] ?? Number.POSITIVE_INFINITY)
        const cover = new Set(queryTerms).size / Math.max(1, words)
        const found = variants[Number(id)]
        if (found && weight >= FAQ_THRESHOLD && cover >= FAQ_COVER)
          return { is: 'answer', text: found.a }
      }
      return { is: 'none' }
    },
  }
}

/** Letters may be mistyped; a pair of Han signs with one wrong is another pair. */
const isWord = (term: string) => term.length >= 4 && !/\p{sc=Han}/u.test(term)

const scoreOf = (index: MiniSearch, q: string, id: number): number =>
  index.search(q).find((found) => found.id === id)?.score ?? Number.POSITIVE_INFINITY
