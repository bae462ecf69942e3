using FeedHandler.Core.Events;
using FeedHandler.Host.Shell.Outputs;
using Parquet;

namespace FeedHandler.Host.Reports.Events;

/// <summary>
/// Writes events as a Parquet file, which takes its place when it is whole. Rows are gathered into groups of a bounded size; to write one allocates, on
/// the thread that gives the events.
/// </summary>
internal sealed class EventTable : EventFile
{
    private const int RowCountMax = 1 << 16;
    private readonly ParquetCells _cells = new(RowCountMax);
    private WholeFile? _file;
    private ParquetWriter? _writer;

    /// <summary>Takes the memory; the first event comes after <see cref="Begin"/>.</summary>
    /// <param name="instrumentCountMax">How many instruments a channel can have.</param>
    /// <param name="channelIds">The channels' ids at the venue, by index.</param>
    /// <param name="onFailure">Told at once, on any thread, why writing ended early; null tells nobody.</param>
    public EventTable(int instrumentCountMax, IReadOnlyList<int> channelIds, Action<string>? onFailure = null)
        : base(instrumentCountMax, channelIds, onFailure)
    {
    }

    /// <inheritdoc/>
    protected override bool IsOfUseWholeOnly => true;

    /// <inheritdoc/>
    protected override bool IsFull => _cells.RowCount == RowCountMax;

    /// <summary>Writes to a file from here on.</summary>
    /// <param name="file">Takes the rows and is closed with this; it is finished by <see cref="EventFile.Finish"/> alone.</param>
    public EventTable Begin(WholeFile file)
    {
        _file = file;
        _writer = ParquetWriter.CreateAsync(_cells.Schema, file.Stream, ParquetCells.Options).GetAwaiter().GetResult();
        return this;
    }

    /// <inheritdoc/>
    protected override void Gather(in MarketEvent marketEvent)
    {
        _cells.BeginRow();
        EventFields.Write(Count, marketEvent, Names, _cells);
    }

    /// <inheritdoc/>
    protected override void Write()
    {
        if (_cells.RowCount > 0) _cells.Write(_writer!);
    }

    /// <inheritdoc/>
    protected override void Clear() => _cells.Clear();

    /// <inheritdoc/>
    protected override void WriteEnd()
    {
        _writer!.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _file!.Finish();
    }

    // A writer that is not asked for its end writes none: what was begun is removed with the file.
    /// <inheritdoc/>
    protected override void Close() => _file?.Dispose();
}
