using System.Runtime.CompilerServices;
using FeedHandler.Engine;
using FeedHandler.Host.Reports.Events;
using FeedHandler.Host.Shell.Outputs;

namespace FeedHandler.Host.Convert;

/// <summary>Events as `replay --events` writes them.</summary>
internal sealed class ConvertedEvents : IConvertedFile
{
    private const int BufferBytes = 1 << 18;
    private readonly WholeFile _file;
    private readonly EventFile _events;
    private readonly BufferedStream _buffer;

    /// <summary>Begins the file.</summary>
    /// <param name="file">The file, disposed of with this.</param>
    /// <param name="target">What it is.</param>
    /// <param name="instrumentsMax">How many instruments a channel can have.</param>
    /// <param name="channelIds">The channels' ids at the venue, by index.</param>
    public ConvertedEvents(WholeFile file, ConvertTarget target, int instrumentsMax, IReadOnlyList<int> channelIds)
    {
        (_file, _buffer) = (file, new BufferedStream(file.Stream, BufferBytes));
        EventFormat format = EventFormats.Of(target.Format, target.Path);
        _events = format == EventFormat.Parquet
            ? CreateTable(file, instrumentsMax, channelIds)
            : new EventLines(instrumentsMax, channelIds, isCsv: format == EventFormat.Csv).Begin(_buffer);
    }

    /// <inheritdoc/>
    public IFeedSink Sink => _events;

    /// <inheritdoc/>
    public long Count => _events.TakenCount;

    /// <inheritdoc/>
    public long OmittedCount => 0;

    /// <inheritdoc/>
    public long Bytes { get; private set; }

    /// <inheritdoc/>
    public string? Finish()
    {
        _events.Finish(isWhole: true);
        if (_events.Failure is { } failure) return failure;
        try
        {
            if (_events is EventLines) _buffer.Flush();
            Bytes = _file.Stream.Length;
            if (_events is EventLines) _file.Finish(); // a table puts its file into place by itself
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return FileFault.Of(fault);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _events.Dispose();
        _file.Dispose();
    }

    // What Parquet needs is loaded here, when it is asked for and not before.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static EventTable CreateTable(WholeFile file, int instrumentsMax, IReadOnlyList<int> channelIds) =>
        new EventTable(instrumentsMax, channelIds).Begin(file);
}
