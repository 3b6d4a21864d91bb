import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { lockFolder } from '../../daemon/journal/lock.js'
import { aFolder } from './a-journal.js'

const BUILT = pathToFileURL(join(import.meta.dirname, '../../dist/journal/lock.js')).href

test('a folder is held once, and free when the holder lets go', () => {
  using folder = aFolder()
  {
    using held = lockFolder(folder.path)
    expect(held).toBeDefined()
    expect(lockFolder(folder.path)).toBeUndefined()
  }
  using again = lockFolder(folder.path)
  expect(again).toBeDefined()
})

test('another process is refused, and gets the folder the moment the holder is killed', async () => {
  using folder = aFolder()
  const script = `
    import { lockFolder } from '${BUILT}'
    const held = lockFolder(process.argv[1])
    process.stdout.write(held ? 'held' : 'refused')
    setInterval(() => held, 1000)`
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script, folder.path])
  const [said] = await once(holder.stdout, 'data')
  expect(String(said)).toBe('held')
  expect(lockFolder(folder.path)).toBeUndefined()
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  using mine = lockFolder(folder.path)
  expect(mine).toBeDefined()
})

test('the lock file is for its owner only, whatever the umask', () => {
  const umask = process.umask(0)
  try {
    using folder = aFolder()
    using _held = lockFolder(join(folder.path, 'data'))
    expect(statSync(join(folder.path, 'data', 'lock.db')).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder.path, 'data')).mode & 0o777).toBe(0o700)
  } finally {
    process.umask(umask)
  }
})
