/** Why a config was not read, and what to do about it: the cause decides. */
import { ofFile, type Problem } from '../core/rundown/problem.js'

export function unreadable(file: string, thrown: unknown): Problem {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown'
  const { says, hint } = whyUnreadable(code)
  return ofFile(file, 'unreadable', says, hint)
}

/** By the code of the system. */
export function whyUnreadable(code: string): Pick<Problem, 'says' | 'hint'> {
  switch (code) {
    case 'ENOENT':
      return {
        says: 'there is no such file',
        hint: 'copy config.example.yaml and change what you need',
      }
    case 'EACCES':
    case 'EPERM':
      return {
        says: 'this user may not read the configuration',
        hint: 'chown or chmod it, and the folders it lies in, for the user onair runs as',
      }
    case 'EISDIR':
      return { says: 'this is a folder', hint: 'name the file in it, such as config.yaml' }
    default:
      return { says: `the configuration cannot be read (${code})`, hint: undefined }
  }
}
