import { expect, test } from 'vitest'
import { openFeed } from '../../daemon/run/feed.js'
import { AIRING, aJournal, aTurn } from '../journal/a-journal.js'

test('what the disk does not give back is told with what comes next: a listener is no reason to end', () => {
  using kept = aJournal()
  const { news } = kept.journal
  const disk = { fails: true }
  const read: typeof news.after = (seq, limit) => {
    if (disk.fails) throw new Error('SQLITE_IOERR_READ')
    return news.after(seq, limit)
  }
  using feed = openFeed('a', { ...news, after: read }, (run) => run())
  let heard = 0
  feed.listen(() => {
    heard += 1
  })
  const said = (says: string) => {
    kept.journal.commit([{ ...aTurn(), news: [newsOf(says)] }])
    feed.committed()
  }
  said('one')
  expect(feed.after(0, 10)).toEqual([])
  disk.fails = false
  said('two')
  expect(heard).toBe(1)
  expect(feed.after(0, 10)).toHaveLength(2)
})

const newsOf = (says: string) =>
  ({ kind: 'tell', account: undefined, show: undefined, airing: AIRING, what: { says } }) as const
