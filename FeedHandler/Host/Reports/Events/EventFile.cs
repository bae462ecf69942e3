using FeedHandler.Core.Events;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Reports.Events;

/// <summary>
/// Writes events beside a report. A file that cannot be written any more costs the file and nothing else; a reader of standard output who has gone
/// ends it all.
/// </summary>
internal abstract class EventFile : IFeedSink, IDisposable
{
    private readonly Action<string>? _onFailure;
    private readonly Lock _writing = new();
    private readonly Action _write;
    private volatile Exception? _failure;
    private long _writtenCount;
    private bool _isDisposed;

    /// <summary>Takes the memory.</summary>
    /// <param name="instrumentCountMax">How many instruments a channel can have.</param>
    /// <param name="channelIds">The channels' ids at the venue, by index.</param>
    /// <param name="onFailure">Told at once, on any thread, why writing ended early; null tells nobody.</param>
    protected EventFile(int instrumentCountMax, IReadOnlyList<int> channelIds, Action<string>? onFailure)
    {
        _onFailure = onFailure;
        _write = Write;
        Names = new EventNames(instrumentCountMax, channelIds);
    }

    /// <summary>Why writing ended early, and after how many events; null when it did not.</summary>
    public string? Failure => _failure is { } failure
        ? FormattableString.Invariant($"writing ended early, after {_writtenCount} of {TakenCount} events: {failure.Message}")
        : null;

    /// <summary>Whether there were events, and none was to be written.</summary>
    public bool TookNone => Count > 0 && TakenCount == 0;

    /// <inheritdoc/>
    public string Name => "event-lines";

    /// <summary>How many events were given.</summary>
    public long Count { get; private set; }

    /// <summary>How many of them were to be written.</summary>
    public long TakenCount { get; private set; }

    /// <summary>Which events are written; null for all.</summary>
    public EventFilter? Filter { get; init; }

    /// <summary>What channels and instruments are called.</summary>
    protected EventNames Names { get; }

    /// <summary>Whether it is of use only when it is whole.</summary>
    protected virtual bool IsOfUseWholeOnly => false;

    /// <summary>Whether so much is gathered that it is to be written.</summary>
    protected abstract bool IsFull { get; }

    /// <summary>Takes symbols from the feed's definitions.</summary>
    public void OnOpen(Feed feed) => Names.Follow(feed.NewDefinitions());

    /// <summary>Writes an event. All must be given, in order: definitions say which instrument an index is.</summary>
    public void OnEvent(in MarketEvent marketEvent)
    {
        lock (_writing)
        {
            Count++;
            Names.Take(marketEvent);
            if (Filter?.Takes(marketEvent, Names) == false) return;
            TakenCount++;
            if (_failure is not null) return;
            Gather(marketEvent);
            if (IsFull) Flush();
        }
    }

    /// <summary>Writes what is gathered, whole events always.</summary>
    public void Flush() => Try(_write);

    /// <summary>Writes what is left, and what stands behind it.</summary>
    /// <param name="isWhole">Whether all events were given; a file that is of use only when it is whole is not left behind without.</param>
    public void Finish(bool isWhole)
    {
        Flush();
        Try(() =>
        {
            if (isWhole || !IsOfUseWholeOnly) WriteEnd();
            else throw new OutputException("it was stopped before the end, and no file is left");
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_writing)
        {
            if (_isDisposed) return;
            if (!IsOfUseWholeOnly) Flush();
            _isDisposed = true;
            Close();
            Names.Dispose();
        }
    }

    /// <summary>Gathers an event; <see cref="Count"/> is its number.</summary>
    protected abstract void Gather(in MarketEvent marketEvent);

    /// <summary>Writes what is gathered.</summary>
    protected abstract void Write();

    /// <summary>Forgets what is gathered.</summary>
    protected abstract void Clear();

    /// <summary>Writes what stands behind the last event.</summary>
    protected virtual void WriteEnd()
    {
    }

    /// <summary>Closes the file.</summary>
    protected abstract void Close();

    private void Try(Action write)
    {
        lock (_writing)
        {
            if (_failure is not null || _isDisposed) return;
            try
            {
                write();
                _writtenCount = TakenCount;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or OutputException && !BrokenPipe.Is(failure))
            {
                _failure = failure;
                _onFailure?.Invoke(Failure!);
            }
            finally
            {
                Clear();
            }
        }
    }
}
