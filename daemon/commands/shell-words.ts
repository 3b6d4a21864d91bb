/** Words of a command line that a person is told to type. */

/** Whatever the shell would read otherwise is put in quotes. */
export const quoted = (word: string): string =>
  /^[\p{L}\p{N}_./@%+=:,-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
