using System.Net;
using FeedHandler.Gateway.Journals;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Native.Clocks;

namespace FeedHandler.Distribution;

/// <summary>
/// Publishes a shared feed to a broker (docs/nats.md): one thread keeps the journal, a subscriber of shared memory that the feed does not wait for, and another
/// takes it from there to the broker. What becomes of either, the feed does not notice.
/// </summary>
public sealed class FeedPublisher : IDisposable
{
    private const int IdleMs = 1;
    private const int BackOffMinMs = 20;
    private const int BackOffMaxMs = 2000;
    private readonly PublishOptions _options;
    private readonly JournalThread _journal;
    private readonly Publisher _publisher;
    private readonly Thread _thread;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _end = new();
    private string? _failure;
    private bool _isDisposed;
    private bool _isJournalClosed;

    private FeedPublisher(PublishOptions options, string path, string venue, IReadOnlyList<int> channelIds)
    {
        _options = options;
        GatewayOptions feed = new() { Listen = new IPEndPoint(IPAddress.Loopback, 0), FeedPath = path };
        _journal = JournalThread.Start(feed, options.Journal with { EpochBase = WallClock.NowNs() });
        _publisher = new Publisher(venue, channelIds, options, _journal.Folder);
        _thread = new Thread(Run) { IsBackground = true, Name = "fh-publish" };
    }

    /// <summary>Why nothing is sent at this moment; null while all is.</summary>
    public string? Failure => Volatile.Read(ref _failure) ?? _journal.Failure;

    /// <summary>Events that were written to the journal so far, and those that it lost.</summary>
    public long JournaledCount => _journal.TakenCount;

    /// <summary>One number of what was counted so far.</summary>
    /// <param name="count">Which.</param>
    public long Count(PublishCount count) => _publisher.Counters[count];

    /// <summary>Whether the journal goes on.</summary>
    public bool CanGoOn => _journal.IsRunning;

    /// <summary>Begins. The broker need not be there: the journal bridges that.</summary>
    /// <param name="options">How.</param>
    /// <param name="path">The shared feed's file.</param>
    /// <param name="venue">The venue's name.</param>
    /// <param name="channelIds">The channels' numbers at the venue.</param>
    /// <exception cref="GatewayException">The journal cannot be kept.</exception>
    public static FeedPublisher Start(PublishOptions options, string path, string venue, IReadOnlyList<int> channelIds)
    {
        ArgumentNullException.ThrowIfNull(options);
        FeedPublisher started = new(options, path, venue, channelIds);
        started._thread.Start();
        return started;
    }

    /// <summary>What was counted so far.</summary>
    public PublishReport Read() => new(
        Enum.GetValues<PublishCount>().ToDictionary(static count => count, count => _publisher.Counters[count]), _journal.Read(), _publisher.Roles, Failure);

    /// <summary>Ends it, behind the feed's last event: waits until the broker has all of it, at most as long as was asked for.</summary>
    /// <returns>What was counted. Where something is left, <see cref="PublishCount.Behind"/> says so, and the journal keeps it for the next start.</returns>
    public PublishReport Complete()
    {
        CloseJournal();
        _end.Cancel();
        _stop.CancelAfter(_options.DrainMs);
        _thread.Join();
        _publisher.CountBehind();
        PublishReport report = Read();
        Dispose();
        return report;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _stop.Cancel();
        _thread.Join();
        CloseJournal();
        _publisher.Dispose();
        _stop.Dispose();
        _end.Dispose();
    }

    private void CloseJournal()
    {
        if (!_isJournalClosed) _journal.Dispose();
        _isJournalClosed = true;
    }

    private void Run()
    {
        int backOffMs = BackOffMinMs;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _publisher.Begin();
                if (Publish(ref backOffMs)) return;
            }
            catch (Exception failure)
            {
                if (failure is not BrokerException { IsConflict: true }) Volatile.Write(ref _failure, failure.Message);
                _publisher.Counters.Add(PublishCount.Restarts);
                if (failure is not BrokerException { IsLasting: false }) return;
                _stop.Token.WaitHandle.WaitOne(backOffMs);
                backOffMs = Math.Min(2 * backOffMs, BackOffMaxMs);
            }
        }
    }

    // Whether all was sent that there will ever be.
    private bool Publish(ref int backOffMs)
    {
        while (!_stop.IsCancellationRequested)
        {
            bool isEnding = _end.IsCancellationRequested;
            bool hasWork = _publisher.Turn(Environment.TickCount64);
            if (_publisher.IsLevel)
            {
                backOffMs = BackOffMinMs;
                Volatile.Write(ref _failure, null);
            }

            if (hasWork) continue;
            if (isEnding && _publisher.IsLevel)
            {
                _publisher.End();
                return true;
            }

            Thread.Sleep(IdleMs);
        }

        return false;
    }
}
