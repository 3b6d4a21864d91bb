/** Paths in a rundown are relative to the file that names them and stay in the rundown's folder. */

/** `playlists/` of `playlists/evening.yaml`; nothing for a bare name. */
export const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/') + 1)

export const isUrl = (written: string): boolean => /^https?:\/\//.test(written)

/** The path `naming` means by `written`; undefined if it leads out of the folder. */
export function pathWithin(folder: string, naming: string, written: string): string | undefined {
  const way: string[] = []
  const from = naming.startsWith(folder) ? folderOf(naming.slice(folder.length)) : ''
  for (const step of `${from}${written}`.split('/')) {
    if (step === '' || step === '.') continue
    if (step !== '..') way.push(step)
    else if (way.pop() === undefined) return undefined
  }
  return `${folder}${way.join('/')}`
}

/** As it stands in the folder, without the folder's own name. */
export const shownIn = (folder: string, path: string): string =>
  path.startsWith(folder) ? path.slice(folder.length) : path
