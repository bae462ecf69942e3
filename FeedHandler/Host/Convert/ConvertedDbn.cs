using FeedHandler.Core.Events;
using FeedHandler.Dbn;
using FeedHandler.Engine;
using FeedHandler.Host.Shell.Outputs;
using FeedHandler.Sinks.Dbn;

namespace FeedHandler.Host.Convert;

/// <summary>Events as a file of DBN.</summary>
internal sealed class ConvertedDbn : IConvertedFile, IFeedSink, IRecordOutput
{
    private readonly WholeFile _file;
    private readonly DbnWriter _writer;
    private readonly DbnSchema _schema;
    private readonly ushort _publisherId;
    private readonly int _instrumentsMax;
    private DbnMapper? _mapper;
    private string? _failure;

    /// <summary>Writes what the file says of itself.</summary>
    /// <param name="file">The file, disposed of with this.</param>
    /// <param name="target">What it is.</param>
    /// <param name="metadata">What it says of itself.</param>
    /// <param name="publisherId">Who published it.</param>
    /// <param name="instrumentsMax">How many instruments a channel can have.</param>
    public ConvertedDbn(WholeFile file, ConvertTarget target, DbnMetadata metadata, ushort publisherId, int instrumentsMax)
    {
        (_file, _schema, _publisherId, _instrumentsMax) = (file, metadata.Schema, publisherId, instrumentsMax);
        _writer = new DbnWriter(file.Stream, metadata, new DbnWriterOptions { Compression = target.Compression, LeavesOpen = true });
    }

    /// <inheritdoc/>
    public string Name => "convert-dbn";

    /// <inheritdoc/>
    public IFeedSink Sink => this;

    /// <inheritdoc/>
    public long Count => _writer.RecordCount;

    /// <inheritdoc/>
    public long OmittedCount => _mapper?.OmittedCount ?? 0;

    /// <inheritdoc/>
    public long Bytes { get; private set; }

    /// <inheritdoc/>
    public void OnOpen(Feed feed) => _mapper = new DbnMapper(_schema, _publisherId, _instrumentsMax, feed.NewDefinitions(), this);

    /// <inheritdoc/>
    public void OnEvent(in MarketEvent marketEvent)
    {
        if (_failure is null) _mapper!.OnEvent(marketEvent);
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> record, ulong tsRecv)
    {
        if (_failure is not null) return;
        try
        {
            _writer.Write(record);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _failure = FileFault.Of(failure); // told when all is read: the feed does not end for it
        }
    }

    /// <inheritdoc/>
    public string? Finish()
    {
        _mapper?.Finish();
        if (_failure is not null) return _failure;
        try
        {
            _writer.Flush();
            Bytes = _file.Stream.Length;
            _file.Finish();
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return FileFault.Of(failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _mapper?.Dispose();
        _file.Dispose();
    }
}
