import { startCluster } from '../../server/db/cluster.ts'

/** A program that holds a private cluster, to be killed by a test: says the number of its PostgreSQL when it runs. */
const cluster = await startCluster({ data: process.argv[2]!, say: () => undefined })
process.once('SIGTERM', () => void cluster.stop().then(() => process.exit(0)))
process.send?.(cluster.pid())
