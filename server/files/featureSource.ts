import { batcher } from './batches.ts'
import { type ComingFeature, type FeatureKind, featureSurvey } from './features.ts'
import type { BatchOf, RowSource, SourceRow } from './rows.ts'

/** A source whose rows are of a kind of their own. */
export interface FeatureSource<Row extends SourceRow> extends Omit<RowSource, 'batches'> {
  batches(): AsyncGenerator<BatchOf<Row>, void, undefined>
}

/**
 * Features as a source of rows. They are gone through twice, once for their columns and once for their rows, so that none are held:
 * `walk` begins from the first each time. @throws FileRefused where there are none, they lie on a plane or are too many
 */
export async function openFeatures<Row extends SourceRow>(
  walk: () => AsyncIterable<ComingFeature>,
  { more, read }: FeatureKind<Row>,
): Promise<FeatureSource<Row>> {
  const survey = featureSurvey()
  for await (const { feature } of walk()) survey.see(feature)
  const columns = survey.columns(more(survey.hasPoints()))
  async function* batches() {
    const batch = batcher<Row>()
    for await (const { feature, share } of walk()) {
      const { row, issues } = read(feature, columns)
      batch.row(row, issues)
      yield* batch.full(share)
    }
    yield* batch.rest()
  }
  return { columns, headerRow: 0, of: 'features', batches }
}
