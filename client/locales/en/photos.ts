/** Words of photographs: when and where they were taken, and their originals. */
export const photos = {
  of: 'Photograph {n}',
  lookAt: 'Look at photograph {n} of {of}',
  taken: 'Taken {at} (clock of the device)',
  takenUnknown: 'Not on record when it was taken',
  added: 'Added {at} by {by}',
  placeUnknown: 'Not on record where it was taken',
  notShown: 'It cannot be shown: check the network and open it again.',
  fetch: 'Download',
  original: 'Download the original',
}
