/**
 * Asks the sources of answers, each once and with a deadline, and puts what they say together with the question: the
 * prepared questions of the rundown, the platform's library, the station's chat model.
 */
import type { AnswerSource, SourceAnswer } from '../audience/contract.js'
import { openFaq } from '../audience/faq.js'
import { type AnswerFacts, type AskAction, SOURCE_DEADLINE } from '../core/ask/desk.js'
import type { QuestionId, SourceName } from '../core/ask/question.js'
import { filledQuestions, valuesOf } from '../core/compile/fill.js'
import type { Airing } from '../core/plan/airing.js'
import type { State } from '../core/plan/state.js'
import type { Questions } from '../core/rundown/rundown.js'
import { after, between, millis, seconds } from '../core/time.js'
import type { Platform } from '../platform/contract.js'
import type { Platforms } from './carry-out.js'
import type { Clock } from './clock.js'
import { type Gates, type Hashes, put, type Said } from './viewer-words.js'

export interface Consulted {
  readonly question: QuestionId
  readonly source: SourceName
  readonly facts: AnswerFacts
  readonly answer: (Said & { readonly answer: string }) | undefined
  readonly otherwise: (Said & { readonly answer: string }) | undefined
}

/** Never throws, and is over before the core gives it up. */
export type Consult = (
  airing: Airing,
  asked: Extract<AskAction, { type: 'ask' }>,
  name: string,
  question: string,
) => Promise<Consulted>

export interface ConsultOptions {
  readonly state: State
  readonly platforms: Platforms
  readonly model: AnswerSource | undefined
  readonly hashes: Hashes
  readonly gates: (airing: Airing) => Gates
  /** In rehearsal a virtual one: how long a source may take goes by that, too. */
  readonly clock: Clock
}

/** The core gives it up then; what is late by a hair is told as late, not lost. */
const MARGIN = millis(500)
const SLICE = seconds(1)
/** Programmes, with the values of an airing, whose prepared questions are kept ready. */
const FAQS_MAX = 50

export function consultant(options: ConsultOptions): Consult {
  const { state, platforms, model, hashes, gates, clock } = options
  const faqs = new Map<string, AnswerSource>()
  const faqOf = ({ version, values }: Airing, { faq }: Questions): AnswerSource => {
    const key = JSON.stringify([version, values])
    const known = faqs.get(key)
    if (known) return known
    if (faqs.size >= FAQS_MAX) faqs.clear()
    const opened = openFaq(faq)
    faqs.set(key, opened)
    return opened
  }
  const sourceOf = (questions: Questions, airing: Airing, name: SourceName) => {
    if (name === 'faq') return faqOf(airing, questions)
    if (name === 'model') return model
    const platform = platforms.get(airing.account)
    const { library } = questions
    return platform && library !== undefined ? libraryOf(platform, library) : undefined
  }
  return async (airing, { id, asker, source }, name, question) => {
    const programme = state.programmes[airing.version]
    const account = state.accounts[airing.account]
    if (!programme?.questions || !account) return nothing(id, source, 'its rundown is gone')
    const questions = filledQuestions(programme.questions, valuesOf(programme, airing.values))
    const gate = gates(airing)
    const said = (answer: string) => ({
      answer,
      ...put(programme, account, questions.answer, { asker: name, question, answer }),
    })
    const otherwise = questions.otherwise === undefined ? undefined : said(questions.otherwise)
    const found = sourceOf(questions, airing, source)
    const conversation = hashes.conversation(asker, airing.id)
    const heard = found
      ? await inTime(found, question, conversation, clock)
      : ({ is: 'failed', says: `there is no ${source}` } as const)
    if (heard.is !== 'answer') {
      const says = heard.is === 'none' ? `${source} knows no answer` : heard.says
      const facts = { is: heard.is, says, otherwise: partsOf(otherwise, 'in place of an answer') }
      return { question: id, source, facts, answer: undefined, otherwise }
    }
    const looked = gate.look('answer', heard.text)
    if (!looked.verdict.passed) {
      const rest = partsOf(otherwise, `in place of an answer that was ${looked.verdict.rule}`)
      const facts = { is: 'blocked', rule: looked.verdict.rule, otherwise: rest } as const
      return { question: id, source, facts, answer: undefined, otherwise }
    }
    const answer = said(looked.text)
    const { parts, needed } = answer
    const facts = { is: 'answer', parts, needed, rule: looked.verdict.rule } as const
    return { question: id, source, facts, answer, otherwise }
  }
}

const nothing = (question: QuestionId, source: SourceName, says: string): Consulted => ({
  question,
  source,
  facts: { is: 'failed', says, otherwise: undefined },
  answer: undefined,
  otherwise: undefined,
})

const partsOf = (said: Said | undefined, rule: string) =>
  said && { parts: said.parts, needed: said.needed, rule }

async function inTime(
  source: AnswerSource,
  question: string,
  conversation: string,
  clock: Clock,
): Promise<SourceAnswer> {
  const given = new AbortController()
  const { signal } = given
  const late = new Promise<SourceAnswer>((resolve) => {
    const says = `${source.name} did not answer in time`
    signal.addEventListener('abort', () => resolve({ is: 'late', says }), { once: true })
  })
  let left: number = SOURCE_DEADLINE - MARGIN
  let alarm: Disposable | undefined
  /** In slices: where the clock is set one of them is wrong, and what it shows counts for no more than that. */
  const wait = () => {
    const from = clock.now()
    alarm = clock.wake(after(from, millis(Math.min(SLICE, left))), () => {
      const passed = between(from, clock.now())
      left -= passed > SOURCE_DEADLINE ? SLICE : Math.max(0, passed)
      if (left <= 0) given.abort()
      else wait()
    })
  }
  wait()
  try {
    return await Promise.race([source.ask({ question, conversation, signal }), late])
  } catch {
    return { is: 'failed', says: `${source.name} could not be asked` }
  } finally {
    alarm?.[Symbol.dispose]()
  }
}

const libraryOf = (platform: Platform, library: string): AnswerSource => ({
  name: 'library',
  ask: async ({ question, conversation }) => {
    const answer = await platform.ask(library, question, conversation)
    if (answer.is !== 'applied') return { is: 'failed', says: answer.says }
    return answer.value === '' ? { is: 'none' } : { is: 'answer', text: answer.value }
  },
})
