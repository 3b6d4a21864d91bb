/**
 * Variables: declared, used, given where they must be. Looks at names as written, so that one whose
 * text is spoilt is known all the same.
 */
import { keysOf } from './names.js'
import type { Notes } from './notes.js'
import { otherVariablesIn } from './other-variables.js'
import { pointer, valueAt } from './pointer.js'
import type { Override, Rundown, Slot, Values } from './rundown.js'
import { isStandIn } from './slot.js'
import { type PlacedSpeech, textsIn, textsOfQuestions } from './spoken.js'
import { didYouMean, suggest, suggestKey } from './suggest.js'
import { hasUnclosed, namesIn } from './variables.js'

export function checkVariables(
  rundown: Rundown,
  spoken: readonly PlacedSpeech[],
  written: unknown,
  notes: Notes,
): void {
  const known = keysOf(valueAt(written, '/variables'))
  checkNested(valueAt(written, '/variables'), known, notes)
  if (isMisspelt('variables', written)) return
  const texts = [...spoken.flatMap(textsIn), ...textsOfQuestions(rundown, written)]
  for (const { text, place } of texts) checkText(text, place, known, notes)
  checkUnused(known, written, notes)
  for (const [index, slot] of rundown.schedule.entries()) {
    checkSlot(rundown, slot, pointer('schedule', index), written, notes)
  }
  if (rundown.questions) checkAnswer(rundown.questions.answer, notes)
}

/** A key that is not there, while one that is nearly it is: that has been told. */
export const isMisspelt = (key: string, written: unknown): boolean =>
  valueAt(written, pointer(key)) === undefined &&
  keysOf(written).some((other) => suggestKey(other, [key]) !== undefined)

/** A variable's text is put in as it is. */
function checkNested(variables: unknown, known: readonly string[], notes: Notes): void {
  for (const name of known) {
    const place = pointer('variables', name)
    const value = valueAt(variables, pointer(name))
    const inBlock = valueAt(value, '/default')
    const text = inBlock ?? value
    const at = inBlock === undefined ? place : `${place}/default`
    if (typeof text === 'string') checkPlain(name, text, at, notes)
  }
}

function checkPlain(name: string, text: string, place: string, notes: Notes): void {
  if (namesIn(text).length === 0) return
  const says = `"${name}" refers to another variable, which would be read out as it stands`
  notes.error({ place, code: 'nested-variable', says, hint: 'write its text out' })
}

function checkText(text: string, place: string, known: readonly string[], notes: Notes): void {
  checkNames(text, place, known, notes)
  checkForms(text, place, known, notes)
  if (hasUnclosed(text)) notes.error({ place, ...UNCLOSED })
}

/** What other languages write is a word like any other here: it is told, and never put right. */
function checkForms(text: string, place: string, known: readonly string[], notes: Notes): void {
  const others = otherVariablesIn(text, known)
  const [first] = others
  if (first === undefined) return
  const { name, isDeclared } = first
  const forms = others.slice(0, LISTED_MAX).map(({ written }) => `"${written}"`)
  notes.warn({
    place,
    code: 'other-variable',
    says: `${forms.join(', ')} would be read out as ${forms.length > 1 ? 'they stand' : 'it stands'}`,
    hint: `a variable is written \${${name}}${isDeclared ? '' : ', and declared under "variables"'}`,
  })
}

const UNCLOSED = {
  code: 'unclosed-variable',
  says: 'a "${" is not closed, or has another one in it: it would be read out',
  hint: 'write "}" behind the name of the variable',
}

function checkNames(text: string, place: string, known: readonly string[], notes: Notes): void {
  for (const name of namesIn(text)) {
    if (known.includes(name)) continue
    const list = known.length === 0 ? 'name it under "variables"' : `known: ${listed(known)}`
    notes.error({
      place,
      code: 'unknown-variable',
      says: `there is no variable "${name}"`,
      hint: didYouMean(name, known) ?? list,
    })
  }
}

/** A shared file may hold more than each rundown needs. */
function checkUnused(known: readonly string[], written: unknown, notes: Notes): void {
  if (known.length === 0) return
  const naming = [
    ...keysOf(written).flatMap((key) =>
      UNSPOKEN.includes(key) ? [] : [valueAt(written, pointer(key))],
    ),
    ...['/questions/faq', '/questions/otherwise'].map((place) => valueAt(written, place)),
  ]
  const used = new Set(naming.flatMap((value) => namesWritten(value, known)))
  for (const name of known) {
    const place = pointer('variables', name)
    if (used.has(name) || notes.positionOf(place).file !== notes.file) continue
    // That it refers to others has been told.
    if (namesWritten(valueAt(written, place), []).length > 0) continue
    // The one that was meant has been told.
    if ([...used].some((other) => !known.includes(other) && suggest(other, [name]))) continue
    notes.warn({
      place,
      part: 'key',
      code: 'unused-variable',
      says: `no text uses the variable "${name}"`,
      hint: `write \${${name}} where it is to be said, or remove it`,
    })
  }
}

/** Whose texts are not spoken; under a misspelt key names stand all the same. Answers have names of their own. */
const UNSPOKEN = 'show title account timezone include schedule presenter stage questions'.split(' ')

/** As written: what is spoilt has its names all the same, and so has what other languages write. */
function namesWritten(value: unknown, known: readonly string[]): readonly string[] {
  if (typeof value === 'string') {
    const others = otherVariablesIn(value, known).map(({ name }) => name)
    const begun = hasUnclosed(value) ? known.filter((name) => value.includes(`\${${name}`)) : []
    return [...namesIn(value), ...others, ...begun]
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap((one) => namesWritten(one, known))
}

function checkSlot(
  rundown: Rundown,
  slot: Slot,
  place: string,
  written: unknown,
  notes: Notes,
): void {
  const known = keysOf(valueAt(written, '/variables'))
  checkValues(slot.variables, `${place}/variables`, known, notes)
  for (const [name, { value }] of Object.entries(isStandIn(slot) ? {} : rundown.variables)) {
    if (value !== undefined || Object.hasOwn(slot.variables, name)) continue
    // That it has a default besides has been told.
    if (valueAt(written, pointer('variables', name, 'default')) !== undefined) continue
    notes.error({
      place,
      code: 'missing-value',
      says: `the variable "${name}" is required, and this entry gives no value`,
      hint: `add "variables: { ${name}: … }" to it`,
    })
  }
  if (slot.kind !== 'cron') return
  for (const [index, { change }] of slot.overrides.entries()) {
    checkValues(valuesIn(change), `${place}/overrides/${index}/variables`, known, notes)
  }
}

export const valuesIn = (change: Override['change']): Values =>
  change.kind === 'cancel' ? {} : change.variables

function checkValues(values: Values, place: string, known: readonly string[], notes: Notes): void {
  for (const [name, text] of Object.entries(values)) {
    const at = place + pointer(name)
    checkPlain(name, text, at, notes)
    if (known.includes(name)) continue
    notes.error({
      place: at,
      part: 'key',
      code: 'unknown-variable',
      says: `there is no variable "${name}"`,
      hint: didYouMean(name, known) ?? 'declare it under "variables" at the top',
    })
  }
}

const IN_ANSWERS = ['asker', 'question', 'answer']

function checkAnswer(answer: string, notes: Notes): void {
  const place = '/questions/answer'
  const names = namesIn(answer)
  for (const name of names.filter((one) => !IN_ANSWERS.includes(one))) {
    notes.error({
      place,
      code: 'unknown-variable',
      says: `an answer has no "${name}"`,
      hint: didYouMean(name, IN_ANSWERS) ?? `it has ${IN_ANSWERS.join(', ')}`,
    })
  }
  checkForms(answer, place, IN_ANSWERS, notes)
  if (hasUnclosed(answer)) notes.error({ place, ...UNCLOSED })
  if (otherVariablesIn(answer, IN_ANSWERS).some(({ name }) => name === 'answer')) return
  if (names.includes('answer') || names.some((one) => !IN_ANSWERS.includes(one))) return
  const says = 'nobody would hear the answer: it stands nowhere in this text'
  const hint = `write \${answer} where it is to be said`
  notes.warn({ place, code: 'answer-unsaid', says, hint })
}

const LISTED_MAX = 12
const listed = (names: readonly string[]) =>
  names.length > LISTED_MAX ? `${names.slice(0, LISTED_MAX).join(', ')}, …` : names.join(', ')
