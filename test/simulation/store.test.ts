/** The modelled store and SQLite keep the same contract; what a disk loses is the model's own affair. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { Action } from '../../daemon/core/plan/actions.js'
import { applied, notApplied } from '../../daemon/core/plan/outcome.js'
import { type Journal, openJournal, type TakenTurn } from '../../daemon/journal/journal.js'
import { at } from '../builders.js'
import { AIRING, anEnqueue, aTurn, NOTHING } from '../journal/a-journal.js'
import { howItSyncs, modelStore } from './store.js'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

const onDisk = () => {
  const folder = mkdtempSync(join(tmpdir(), 'onair-store-'))
  folders.push(folder)
  return { open: () => openJournal(folder) }
}

const KINDS = { SQLite: onDisk, 'the modelled store': () => modelStore() }

const SHOW = 'market' as never
const aShow = (more: object = {}) => ({ id: SHOW, version: 'v1', held: undefined, ...more })
const knowing = (show: unknown): TakenTurn =>
  aTurn([], undefined, { ...NOTHING, shows: new Map([[SHOW, show as never]]) })
const doing = (...actions: readonly Action[]) => aTurn(actions)

for (const [kind, make] of Object.entries(KINDS)) {
  describe(kind, () => {
    const reopened = (journal: Journal, store: { readonly open: () => Journal }) => {
      journal[Symbol.dispose]()
      return store.open()
    }

    test('what was committed is there when it is opened again, read back as JSON', () => {
      const store = make()
      const journal = store.open()
      journal.commit([knowing(aShow({ spoken: { a: [1, undefined] } }))])
      using again = reopened(journal, store)
      expect(again.load().shows).toEqual({ market: { ...aShow(), spoken: { a: [1, null] } } })
      expect(Object.keys(again.load().shows.market ?? {})).not.toContain('held')
    })

    test('the latest value counts, and what was taken away is gone', () => {
      const store = make()
      using journal = store.open()
      journal.commit([knowing(aShow()), knowing(aShow({ version: 'v2' }))])
      expect(journal.load().shows.market?.version).toBe('v2')
      journal.commit([knowing(undefined)])
      expect(journal.load().shows).toEqual({})
    })

    test('what is loaded is a copy: nobody changes the log by changing it', () => {
      const store = make()
      using journal = store.open()
      journal.commit([knowing(aShow())])
      Object.assign(journal.load().shows, { other: 1 })
      expect(Object.keys(journal.load().shows)).toEqual(['market'])
    })

    test('one key is one intent, and a commit that breaks a rule leaves nothing behind', () => {
      const store = make()
      using journal = store.open()
      journal.commit([doing(anEnqueue())])
      expect(() => journal.commit([knowing(aShow()), doing(anEnqueue())])).toThrow()
      expect(journal.load().shows).toEqual({})
    })

    test('a takeover airs once in a generation, unless it certainly was not taken', () => {
      const store = make()
      using journal = store.open()
      journal.commit([doing(anEnqueue({ key: 'a' }))])
      expect(() => journal.commit([doing(anEnqueue({ key: 'b' }))])).toThrow()
      const refused = { intent: { key: 'a', outcome: notApplied('refused', 'no') } }
      journal.commit([aTurn([], refused)])
      journal.commit([doing(anEnqueue({ key: 'b' }))])
      journal.commit([doing(anEnqueue({ key: 'c', gen: 2 }))])
    })

    test('what was under way is in doubt after a restart, once', () => {
      const store = make()
      const journal = store.open()
      journal.commit([doing(anEnqueue({ key: 'a' }), anEnqueue({ key: 'b', gen: 2 }))])
      journal.commit([aTurn([], { intent: { key: 'a', outcome: applied(true) } })])
      using again = reopened(journal, store)
      expect(again.doubtOpenIntents(at('09:00'))).toBe(1)
      expect(again.doubtOpenIntents(at('09:01'))).toBe(0)
    })

    test('callbacks are kept until they were taken or set aside', () => {
      const store = make()
      const journal = store.open()
      const [one, two, three] = ['1', '2', '3'].map((body) =>
        journal.receive('demo', body, at('09:00')),
      )
      journal.commit([aTurn([], { inbox: one ?? 0 })])
      journal.setAside(two ?? 0, at('09:00'))
      using again = reopened(journal, store)
      expect(again.unread()).toEqual([{ id: three, account: 'demo', body: '3' }])
    })
  })
}

describe('a power cut', () => {
  const turns = (n: number) => doing(anEnqueue({ key: `k${n}`, gen: n }))

  test('loses nothing that was synced', () => {
    const store = modelStore({ syncs: 'every commit', keepTurns: true })
    const journal = store.open()
    for (let n = 0; n < 50; n++) journal.commit([turns(n)])
    expect(store.powerCut(1)).toBe(0)
    expect(store.intents().size).toBe(50)
    expect(store.turns()).toHaveLength(50)
  })

  test('loses the latest commits where only checkpoints are synced, and the rest goes on', () => {
    const store = modelStore({ syncs: 'checkpoints', keepTurns: true })
    const journal = store.open()
    for (let n = 0; n < 150; n++) journal.commit([turns(n)])
    expect(store.powerCut(0.5)).toBe(25)
    const again = store.open()
    again.commit([turns(149)])
    expect(store.intents().size).toBe(126)
    expect(store.turns().at(0)?.event).toEqual({ type: 'airing-due', airing: AIRING })
  })

  test('the production journal syncs every commit', () => {
    expect(howItSyncs()).toBe('every commit')
  })
})
