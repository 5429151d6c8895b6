const KB = 1024

/** `3.1 MB`, `420 KB`; 1 KB is 1024 bytes, as limits and the desktop have it. */
export const sizeText = (bytes: number): string =>
  bytes >= KB * KB ? `${(bytes / KB / KB).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / KB))} KB`
