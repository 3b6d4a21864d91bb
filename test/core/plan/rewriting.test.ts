import { expect, test } from 'vitest'
import { rewritten } from '../../../daemon/core/plan/rewriting.js'
import { aCue, aProgramme, aTakeoverScript, SAY, start } from '../../builders.js'
import { aManned, anAccount, aSession, aTakeover, past } from './builders.js'

const cue = aCue('welcome', start(), { script: aTakeoverScript({ say: `New. ${SAY}` }) })
const scene = {
  programme: aProgramme({ cues: [cue] }),
  account: anAccount(),
  now: past(5),
  roll: 0,
}
const before = (situation: 'waiting' | 'queued' | 'speaking', outdated: true | undefined) =>
  aManned(aSession('live'), undefined, {
    takeovers: [aTakeover(situation, { cue: cue.cue, gen: 2, sentAgain: 'watched', outdated })],
  })

test('what came back is written as its cue is now, and keeps its name, generation and place', () => {
  const airing = before('waiting', true)
  const [old] = airing.takeovers
  expect(rewritten(airing, scene).takeovers).toMatchObject([
    { id: old?.id, gen: 2, sentAgain: 'watched', script: { say: `New. ${SAY}` } },
  ])
  expect(rewritten(airing, scene).takeovers[0]?.outdated).toBeUndefined()
})

test.each([
  ['waits in words that are in force', before('waiting', undefined)],
  ['is still at the platform', before('queued', true)],
  ['is on air', before('speaking', true)],
])('what %s is left alone', (_, airing) => {
  expect(rewritten(airing, scene)).toBe(airing)
})

test('a cue that is gone has no words to give', () => {
  const airing = before('waiting', true)
  expect(rewritten(airing, { ...scene, programme: aProgramme({ cues: [] }) })).toEqual(airing)
})
