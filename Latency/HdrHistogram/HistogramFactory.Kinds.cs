namespace HdrHistogram;

public abstract partial class HistogramFactory
{
    /// <summary>Makes recorders whose histograms were described to a <see cref="HistogramFactory"/>.</summary>
    public sealed class RecorderFactory
    {
        private readonly HistogramFactory _histograms;

        internal RecorderFactory(HistogramFactory histograms) => _histograms = histograms;

        /// <summary>Makes a recorder.</summary>
        /// <exception cref="ArgumentException">the limits of the histograms do not fit each other</exception>
        public Recorder Create() => new(
            _histograms.LowestTrackableValue,
            _histograms.HighestTrackableValue,
            _histograms.NumberOfSignificantValueDigits,
            _histograms.Create);
    }

    /// <summary>Histograms of one kind, and the kind to go over to for more than one recording thread.</summary>
    private sealed class Plain(HistogramFactoryDelegate make, HistogramFactoryDelegate? concurrent) : HistogramFactory
    {
        public override HistogramFactory WithThreadSafeWrites()
        {
            if (concurrent is null)
                throw new NotSupportedException("16-bit counts cannot be recorded by several threads: use 32-bit or 64-bit counts.");
            return new Plain(concurrent, concurrent)
                .WithValuesFrom(LowestTrackableValue)
                .WithValuesUpTo(HighestTrackableValue)
                .WithPrecisionOf(NumberOfSignificantValueDigits);
        }

        public override RecorderFactory WithThreadSafeReads() => new(this);

        public override HistogramBase Create(long lowestDiscernibleValue, long highestTrackableValue, int numberOfSignificantValueDigits)
        {
            // The id of a histogram made alone comes from the sequence that its own constructors draw on.
            return make(HistogramBase.NextInstanceId(), lowestDiscernibleValue, highestTrackableValue, numberOfSignificantValueDigits);
        }

        public override HistogramBase Create(
            long instanceId,
            long lowestDiscernibleValue,
            long highestTrackableValue,
            int numberOfSignificantValueDigits)
            => make(instanceId, lowestDiscernibleValue, highestTrackableValue, numberOfSignificantValueDigits);
    }
}
