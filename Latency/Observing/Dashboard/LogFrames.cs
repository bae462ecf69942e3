using System.Buffers;
using System.Text.Json;
using FeedHandler.Latency.Export;
using FeedHandler.Latency.Histograms;
using FeedHandler.Replay;

namespace FeedHandler.Observing;

/// <summary>
/// Histogram logs as frames of a dashboard: intervals that begin together are one, with the series in the places of stages. Bounded: of longer logs the latest
/// frames are kept, and of logs of many series the first, which <see cref="Notes"/> tells.
/// </summary>
public sealed class LogFrames : IFrames
{
    /// <summary>How many frames are kept: an hour of seconds.</summary>
    public const int FrameCountMax = 3600;

    /// <summary>How many series are shown.</summary>
    public const int SeriesCountMax = 24;

    private readonly Dictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly Queue<byte[]> _frames = new();
    private readonly HashSet<string> _leftOut = new(StringComparer.Ordinal);
    private readonly FrameStage _stages = new();
    private readonly ArrayBufferWriter<byte> _text = new();
    private DateTimeOffset _from = DateTimeOffset.MinValue;
    private DateTimeOffset _to;
    private long _dropped;

    /// <inheritdoc/>
    public long Count => _dropped + _frames.Count;

    /// <inheritdoc/>
    public long First => _dropped;

    /// <summary>What is not shown, in words.</summary>
    public IEnumerable<string> Notes
    {
        get
        {
            if (_dropped > 0) yield return FormattableString.Invariant($"{_dropped:N0} intervals before the last {FrameCountMax:N0} are not shown");
            if (_leftOut.Count > 0)
                yield return FormattableString.Invariant($"{_leftOut.Count:N0} series or more beside the first {SeriesCountMax} are not shown");
        }
    }

    /// <summary>Adds a log, of a time behind those before.</summary>
    /// <param name="log">The log, which is read to its end.</param>
    /// <param name="stop">Ends reading early.</param>
    /// <exception cref="HlogFormatException">It is none.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Add(HlogReader log, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(log);
        while (log.Read())
        {
            stop.ThrowIfCancellationRequested();
            if (log.From != _from) EndFrame(log);
            _from = log.From;
            if (log.To > _to) _to = log.To;
            if (SeriesOf(log.Tag) is { } series) log.AddTo(series.Interval);
        }

        EndFrame(log);
    }

    /// <inheritdoc/>
    public bool TryRead(long number, IBufferWriter<byte> output)
    {
        if (number < First || number >= Count) return false;
        output.Write(_frames.ElementAt((int)(number - First)));
        return true;
    }

    private Series? SeriesOf(string tag)
    {
        if (_series.TryGetValue(tag, out Series? series)) return series;
        if (_series.Count == SeriesCountMax)
        {
            if (_leftOut.Count < SeriesCountMax) _leftOut.Add(tag);
            return null;
        }

        series = new Series(tag.Length == 0 ? "-" : PlainText.Short(tag));
        _series.Add(tag, series);
        return series;
    }

    private void EndFrame(HlogReader log)
    {
        if (_from == DateTimeOffset.MinValue) return;
        foreach (Series series in _series.Values) AddUp(series, log);
        _text.Clear();
        using (Utf8JsonWriter writer = new(_text))
        {
            writer.WriteStartObject();
            writer.WriteNumber("timeMs", _to.ToUnixTimeMilliseconds());
            writer.WriteStartArray("stages");
            foreach (Series series in _series.Values) _stages.Write(writer, series.Label, series.Interval, series.Session);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        _frames.Enqueue(_text.WrittenSpan.ToArray());
        if (_frames.Count > FrameCountMax)
        {
            _frames.Dequeue();
            _dropped++;
        }

        foreach (Series series in _series.Values) series.Interval.Reset();
        (_from, _to) = (DateTimeOffset.MinValue, DateTimeOffset.MinValue);
    }

    private static void AddUp(Series series, HlogReader log)
    {
        if (!series.Session.HasRoomFor(series.Interval.TotalCount))
            throw new HlogFormatException($"{log.Place}: its counts, with those before, are more than 2^53");
        series.Session.Add(series.Interval);
    }

    private sealed class Series(string label)
    {
        public string Label => label;

        public DurationHistogram Interval { get; } = new(DurationHistogram.LimitNs);

        public DurationHistogram Session { get; } = new(DurationHistogram.LimitNs);
    }
}
