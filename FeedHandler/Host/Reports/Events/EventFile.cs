using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;

namespace FeedHandler.Host.Reports.Events;

/// <summary>
/// Writes events beside a report. A file that cannot be written any more costs the file and nothing else; a reader of standard output who has gone
/// ends it all.
/// </summary>
internal abstract class EventFile : IFeedSink, IDisposable
{
    private readonly Action<string>? _onFailure;
    private readonly Lock _writing = new();
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
        Names = new EventNames(instrumentCountMax, channelIds);
    }

    /// <summary>Why writing ended early, and after how many events; null when it did not.</summary>
    public string? Failure => _failure is { } failure
        ? FormattableString.Invariant($"writing ended early, after {_writtenCount} of {Count} events: {failure.Message}")
        : null;

    /// <inheritdoc/>
    public string Name => "event-lines";

    /// <summary>How many events were given.</summary>
    public long Count { get; private set; }

    /// <summary>What channels and instruments are called.</summary>
    protected EventNames Names { get; }

    /// <summary>Whether so much is gathered that it is to be written.</summary>
    protected abstract bool IsFull { get; }

    /// <summary>Takes symbols from definitions, which are disposed of with this.</summary>
    /// <param name="definitions">As <see cref="Feed.NewDefinitions"/> gives them, before the first event.</param>
    public void Follow(IReadOnlyList<DefinitionReplica> definitions) => Names.Follow(definitions);

    /// <summary>Writes an event. All must be given, in order: definitions say which instrument an index is.</summary>
    public void OnEvent(in MarketEvent marketEvent)
    {
        lock (_writing)
        {
            Count++;
            if (_failure is not null) return;
            Names.Take(marketEvent);
            Gather(marketEvent);
            if (IsFull) Flush();
        }
    }

    /// <summary>Writes what is gathered, whole events always.</summary>
    public void Flush()
    {
        lock (_writing)
        {
            if (_failure is not null || _isDisposed) return;
            try
            {
                Write();
                _writtenCount = Count;
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

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_writing)
        {
            if (_isDisposed) return;
            Flush();
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

    /// <summary>Closes the file.</summary>
    protected abstract void Close();
}
