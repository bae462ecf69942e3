using HdrHistogram.Iteration;

namespace HdrHistogram;

public abstract partial class HistogramBase
{
    /// <summary>Walks the slots that have a count, upwards. The histogram must not be recorded into meanwhile.</summary>
    /// <exception cref="InvalidOperationException">(while walking) the histogram was recorded into</exception>
    /// <exception cref="ArgumentOutOfRangeException">(while walking) a count has overflowed, see <see cref="HasOverflowed"/></exception>
    public IEnumerable<HistogramIterationValue> RecordedValues() => Walk.RecordedValues(this);

    /// <summary>Walks all slots, upwards, to the highest with a count. The histogram must not be recorded into meanwhile.</summary>
    /// <exception cref="InvalidOperationException">(while walking) the histogram was recorded into</exception>
    /// <exception cref="ArgumentOutOfRangeException">(while walking) a count has overflowed, see <see cref="HasOverflowed"/></exception>
    public IEnumerable<HistogramIterationValue> AllValues() => Walk.AllValues(this);
}
