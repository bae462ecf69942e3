namespace HdrHistogram.Iteration;

/// <summary>The walks through a histogram that its public surface offers. All are lazy and may be repeated.</summary>
internal static class Walk
{
    /// <summary>Every slot up to the highest recorded value.</summary>
    public static IEnumerable<HistogramIterationValue> AllValues(HistogramBase histogram)
    {
        SlotCursor cursor = new(histogram);
        while (cursor.HasMore)
        {
            cursor.MoveNext();
            yield return cursor.Step();
        }
    }

    /// <summary>Every slot with a count.</summary>
    public static IEnumerable<HistogramIterationValue> RecordedValues(HistogramBase histogram)
    {
        SlotCursor cursor = new(histogram);
        while (cursor.HasMore)
        {
            cursor.MoveNextRecorded();
            yield return cursor.Step();
        }
    }

    /// <summary>
    /// Percentile levels from 0 that halve their steps with each halved distance to 100, then 100 itself. Several levels may end in one
    /// slot; in the last recorded slot only one does.
    /// </summary>
    public static IEnumerable<HistogramIterationValue> Percentiles(HistogramBase histogram, int ticksPerHalfDistance)
    {
        SlotCursor cursor = new(histogram);
        double level = 0;
        while (cursor.HasMore)
        {
            cursor.MoveNextRecorded();
            do
            {
                if (cursor.Percentile < level || level >= 100) break; // 100 has a step of its own.
                yield return cursor.Step(level);
                level = LevelAfter(level, ticksPerHalfDistance);
            }
            while (cursor.HasMore);
        }

        if (cursor.HasAny) yield return cursor.Step(100);
    }

    private static double LevelAfter(double level, int ticksPerHalfDistance)
    {
        // A quotient of logarithms, as in the reference implementation: Log2 differs from it in the last bit, and listings are compared.
        int halvings = (int)(Math.Log(100 / (100 - level)) / Math.Log(2)) + 1;
        double next = level + (100 / (ticksPerHalfDistance * Math.Pow(2, halvings)));
        return next > level ? next : 100; // Shares of over 2^53 values come closer to 100 than a number can be told from its successor.
    }
}
