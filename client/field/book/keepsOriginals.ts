import { ref, watch } from 'vue'

const KEY = 'anjian.field.originals'

/** Whether originals are kept too: as it was left last on this device. */
export const keepsOriginals = ref(localStorage.getItem(KEY) === '1')
watch(keepsOriginals, (now) => localStorage.setItem(KEY, now ? '1' : '0'))
