using HdrHistogram.Utilities;

namespace HdrHistogram;

/// <summary>
/// Records into one of two histograms while a reader takes the other: each interval taken holds exactly the values recorded since the
/// one before. Recording never waits for a reader. One thread may record when the histograms are for one writer, any number when they
/// are concurrent ones.
/// </summary>
public class Recorder : IRecorder
{
    private static readonly TimeSpan WriterPatience = TimeSpan.FromMilliseconds(0.5);

    private static long _lastInstanceId = 1;

    private readonly Lock _gate = new();
    private readonly long _instanceId = Interlocked.Increment(ref _lastInstanceId);
    private readonly WriterReaderPhaser _phaser = new();
    private readonly HistogramFactoryDelegate _histogramFactory;

    // Replaced by the reader, read by writers inside their critical section; the phaser's fences order the two.
    private volatile HistogramBase _active;

    // Touched by the reader only, under the gate. Null while the caller holds it.
    private HistogramBase? _inactive;

    /// <summary>Makes a recorder with two histograms.</summary>
    /// <param name="lowestDiscernibleValue">smallest value told from 0, 1 or more; rounded down to a power of two</param>
    /// <param name="highestTrackableValue">largest value to cover, at least twice <paramref name="lowestDiscernibleValue"/></param>
    /// <param name="numberOfSignificantValueDigits">decimal digits that stay distinct, 0 to 5</param>
    /// <param name="histogramFactory">makes the histograms, with the instance id it is given</param>
    /// <exception cref="ArgumentException">a limit above is not kept</exception>
    public Recorder(
        long lowestDiscernibleValue,
        long highestTrackableValue,
        int numberOfSignificantValueDigits,
        HistogramFactoryDelegate histogramFactory)
    {
        ArgumentNullException.ThrowIfNull(histogramFactory);
        _histogramFactory = histogramFactory;
        _active = histogramFactory(_instanceId, lowestDiscernibleValue, highestTrackableValue, numberOfSignificantValueDigits);
        _inactive = histogramFactory(_instanceId, lowestDiscernibleValue, highestTrackableValue, numberOfSignificantValueDigits);
        _active.StartTimeStamp = DateTime.UtcNow.MillisecondsSinceUnixEpoch();
    }

    /// <inheritdoc/>
    public void RecordValue(long value)
    {
        long entered = _phaser.WriterCriticalSectionEnter();
        try
        {
            _active.RecordValue(value);
        }
        finally
        {
            _phaser.WriterCriticalSectionExit(entered);
        }
    }

    /// <inheritdoc/>
    public void RecordValueWithCount(long value, long count)
    {
        long entered = _phaser.WriterCriticalSectionEnter();
        try
        {
            _active.RecordValueWithCount(value, count);
        }
        finally
        {
            _phaser.WriterCriticalSectionExit(entered);
        }
    }

    /// <inheritdoc/>
    public void RecordValueWithExpectedInterval(long value, long expectedIntervalBetweenValueSamples)
    {
        long entered = _phaser.WriterCriticalSectionEnter();
        try
        {
            _active.RecordValueWithExpectedInterval(value, expectedIntervalBetweenValueSamples);
        }
        finally
        {
            _phaser.WriterCriticalSectionExit(entered);
        }
    }

    /// <summary>Takes the values recorded since the last interval, stamped with its start and end. Makes a new histogram each time.</summary>
    public HistogramBase GetIntervalHistogram() => TakeInterval(null);

    /// <summary>Takes the values recorded since the last interval, stamped with its start and end, and reuses a histogram taken before.</summary>
    /// <param name="histogramToRecycle">
    /// a histogram that this recorder gave out and the caller no longer needs: it is emptied and recorded into next. Never give back one twice.
    /// </param>
    /// <exception cref="InvalidOperationException">the histogram to reuse is not from this recorder; nothing was taken</exception>
    public HistogramBase GetIntervalHistogram(HistogramBase histogramToRecycle) => TakeInterval(histogramToRecycle);

    /// <summary>Replaces the content of a histogram by the values recorded since the last interval, stamped with its start and end.</summary>
    /// <param name="targetHistogram">any histogram that covers the values of this recorder</param>
    /// <exception cref="ArgumentOutOfRangeException">the target covers fewer values; the interval is lost</exception>
    public void GetIntervalHistogramInto(HistogramBase targetHistogram)
    {
        lock (_gate) Swap().CopyInto(targetHistogram);
    }

    /// <summary>Forgets all values recorded and not yet taken.</summary>
    public void Reset()
    {
        lock (_gate) Swap();
    }

    private HistogramBase TakeInterval(HistogramBase? histogramToRecycle)
    {
        lock (_gate)
        {
            if (histogramToRecycle is not null)
            {
                if (histogramToRecycle.InstanceId != _instanceId)
                    throw new InvalidOperationException("The histogram to recycle must be one that GetIntervalHistogram of this recorder returned.");
                _inactive = histogramToRecycle;
            }

            HistogramBase interval = Swap();
            _inactive = null;
            return interval;
        }
    }

    private HistogramBase Swap()
    {
        _phaser.ReaderLock();
        try
        {
            HistogramBase finished = _active;
            HistogramBase next = _inactive ?? _histogramFactory(
                _instanceId, finished.LowestTrackableValue, finished.HighestTrackableValue, finished.NumberOfSignificantValueDigits);
            next.Reset();
            long now = DateTime.UtcNow.MillisecondsSinceUnixEpoch();
            next.StartTimeStamp = now;
            _active = next;
            _inactive = finished;
            _phaser.FlipPhase(WriterPatience);
            finished.EndTimeStamp = now;
            return finished;
        }
        finally
        {
            _phaser.ReaderUnlock();
        }
    }
}
