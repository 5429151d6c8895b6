/** Whoever did something, with the post; a name that begins with its post is not told twice. */
export const byPost = (post: string, name: string): string =>
  post === '' || name.startsWith(post) ? name : `${post} ${name}`
