/**
 * An eye on one folder for as long as the station runs. Whoever watches a folder watches that very one: of another that
 * is put in its place (a checkout, a deployment, a mount) no change is ever told. So it is looked whether it is still
 * the same.
 */
import { realpathSync, statSync } from 'node:fs'
import { openEye } from './watch-check.js'

const LOOK_EVERY_MS = 2_000

export async function standingEye(
  folder: string,
  changed: () => void,
  tell: (line: string) => void,
  lookEveryMs = LOOK_EVERY_MS,
): Promise<AsyncDisposable> {
  const leave = new AbortController()
  const open = () => openEye([realOf(folder)], undefined, changed, tell, leave.signal)
  let seen = identityOf(folder)
  let eye = await open()
  let busy: Promise<void> | undefined
  const again = async () => {
    await eye.close()
    eye = await open()
    changed()
  }
  const look = setInterval(() => {
    const now = identityOf(folder)
    if (now === seen || busy) return
    seen = now
    busy = again()
      .catch((error) => {
        // Looked at anew the next time.
        seen = undefined
        tell(`warning: the folder of rundowns is not watched: ${error}\n`)
      })
      .finally(() => {
        busy = undefined
      })
  }, lookEveryMs)
  return {
    [Symbol.asyncDispose]: async () => {
      clearInterval(look)
      leave.abort()
      await busy
      await eye.close()
    },
  }
}

/** Links are not followed by whoever watches: what is in the folder is in the one it leads to. */
function realOf(folder: string): string {
  try {
    return realpathSync(folder)
  } catch {
    return folder
  }
}

/** Also of a link that leads elsewhere now; undefined: there is none, or none that may be seen. */
function identityOf(folder: string): string | undefined {
  try {
    const { dev, ino, birthtimeMs } = statSync(folder)
    return `${dev}:${ino}:${birthtimeMs}`
  } catch {
    return undefined
  }
}
