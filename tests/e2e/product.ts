import type { TestProject } from 'vitest/node'
import { dataFolder, type Product, startProduct } from '../product.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    url: string
    /** Its data folder. */
    folder: string
  }
}

let product: Product | undefined
let folder: ReturnType<typeof dataFolder> | undefined

/** Vitest globalSetup: the product with its demo district, started as `npm start` does, for every browser test. */
export async function setup(project: TestProject) {
  folder = dataFolder()
  product = await startProduct({ ANJIAN_DATA: folder.path })
  project.provide('url', product.url)
  project.provide('folder', folder.path)
}

/** Ends what setup began. */
export async function teardown() {
  await product?.stop()
  folder?.remove()
}
