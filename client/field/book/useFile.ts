import { onMounted, ref, shallowRef } from 'vue'
import { type EnterpriseFile, enterprises } from '#core/contract/enterprises.ts'
import { call } from '#client/api/call.ts'
import { useField } from './fieldStore.ts'

/** The file of an enterprise: as the device keeps it, then as the server has it, which is kept. `settled`: no more of it comes for now. */
export function useFile(id: number) {
  const device = useField().device()
  const file = shallowRef<EnterpriseFile>()
  const settled = ref(false)
  onMounted(async () => {
    file.value = await device.files.get(id)
    try {
      file.value = await call(enterprises.read, { params: { id: String(id) } })
      await device.files.put(file.value)
    } catch {
      // without a signal the page shows what was read before, or says that it was not
    }
    settled.value = true
  })
  return { file, settled }
}
