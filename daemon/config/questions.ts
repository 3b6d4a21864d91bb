/** What concerns the questions of the audience in all shows, as written → as meant. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Notes } from '../core/rundown/notes.js'
import { duration } from '../core/rundown/when.js'
import { type Duration, days, hours, millis, seconds, showDuration } from '../core/time.js'
import type { Secret } from '../secret.js'
import { address } from './address.js'
import { fetching } from './secrets.js'
import type { Environment, Questions } from './shape.js'
import type { WrittenQuestions } from './written.js'

const RETENTION_USUAL = '30d'
const DEADLINE_USUAL = '6s'
/** HMAC-SHA256 wants a key nobody guesses: 24 characters of 64 are 144 bit. */
const KEY_MIN = 24
const BLOCKED_BYTES_MAX = 1_000_000
const BLOCKED_MAX = 10_000

export function readQuestions(
  written: WrittenQuestions,
  folder: string,
  environment: Environment | 'without-secrets',
  notes: Notes,
): Questions {
  const fetch = fetching(folder, environment, notes)
  const { intake, answers } = written
  const within = (text: string, key: string, least: Duration, most: Duration) =>
    bounded(duration(text, `/questions/${key}`, notes), `/questions/${key}`, least, most, notes)
  return {
    intakeKeys: (intake?.keys ?? []).flatMap((reference, index) => {
      const place = `/questions/intake/keys/${index}`
      return strong(fetch(reference, place), place, notes)
    }),
    blocked: written.blocked === undefined ? [] : blockedIn(folder, written.blocked, notes),
    retention: within(written.retention ?? RETENTION_USUAL, 'retention', hours(1), days(400)),
    answers: answers && {
      url: address(answers.url, '/questions/answers/url', notes),
      model: answers.model,
      key: answers.key && fetch(answers.key, '/questions/answers/key'),
      prompt: answers.prompt.trim(),
      deadline: within(
        answers.deadline ?? DEADLINE_USUAL,
        'answers/deadline',
        millis(500),
        seconds(7),
      ),
    },
  }
}

function strong(key: Secret | undefined, place: string, notes: Notes): readonly Secret[] {
  if (key === undefined) return []
  if (key.reveal().length >= KEY_MIN) return [key]
  notes.error({
    place,
    code: 'weak-secret',
    says: `a signing key has at least ${KEY_MIN} characters`,
    hint: 'make one with: openssl rand -base64 32',
  })
  return []
}

function bounded(
  value: Duration,
  place: string,
  least: Duration,
  most: Duration,
  notes: Notes,
): Duration {
  if (value >= least && value <= most) return value
  const says = `${showDuration(least)} to ${showDuration(most)} is possible here`
  notes.error({ place, code: 'out-of-range', says })
  return least
}

/** A list that cannot be read stops the daemon before the first viewer is heard. */
function blockedIn(folder: string, file: string, notes: Notes): readonly string[] {
  const place = '/questions/blocked'
  try {
    const text = readFileSync(resolve(folder, file), 'utf8')
    const words = text
      .split(/\r?\n/)
      .map((line) => line.replace(/#.*$/, '').trim())
      .filter((line) => /[\p{L}\p{N}]/u.test(line))
    if (text.length <= BLOCKED_BYTES_MAX && words.length <= BLOCKED_MAX) return words
    notes.error({ place, code: 'too-large', says: `${file} has more than ${BLOCKED_MAX} words` })
  } catch {
    notes.error({
      place,
      code: 'unreadable',
      says: `the list of blocked words ${file} cannot be read`,
    })
  }
  return []
}
