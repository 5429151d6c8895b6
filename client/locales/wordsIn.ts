type Spoken = { readonly zh: string; readonly en: string }

/** The words of one language out of a table of the subject, by their keys. */
export const wordsIn = <Key extends string>(words: Readonly<Record<Key, Spoken>>, language: keyof Spoken) =>
  Object.fromEntries(Object.entries<Spoken>(words).map(([key, one]) => [key, one[language]])) as Record<Key, string>
