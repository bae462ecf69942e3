using FeedHandler.Core.Events;
using FeedHandler.Sinks.Dbn;

namespace FeedHandler.Engine;

/// <summary>
/// Records a feed's events as files of Databento Binary Encoding, by schema and day (docs/dbn.md). A sink from the first event on: live with
/// <see cref="FullRing.Detach"/>, so that the feed never waits for a disk.
/// </summary>
/// <param name="options">Where and how.</param>
/// <param name="origin">Who asked, for messages.</param>
/// <param name="whenFailed">Is told, on any thread, why a file ended early; null tells nobody.</param>
public sealed class EventRecorder(DbnRecorderOptions options, string origin = "record-events", Action<string>? whenFailed = null) : IFeedSink, IDisposable
{
    private DbnRecorder? _recorder;
    private string? _failure;

    /// <inheritdoc/>
    public string Name => "record-events";

    /// <summary>How many records were written.</summary>
    public long WrittenCount => _recorder?.WrittenCount ?? 0;

    /// <summary>How many records were lost, as there was nowhere to write them.</summary>
    public long LostCount => _recorder?.LostCount ?? 0;

    /// <summary>What went wrong, once it was disposed of; null when nothing did.</summary>
    public string? Failure => _failure is null
        ? null
        : FormattableString.Invariant($"{origin}: {LostCount} records were lost, {WrittenCount} were written; {_failure}");

    /// <summary>Makes the folder where it is missing.</summary>
    /// <param name="feed">The feed.</param>
    /// <exception cref="FeedException">The folder cannot be had.</exception>
    public void OnOpen(Feed feed)
    {
        ArgumentNullException.ThrowIfNull(feed);
        try
        {
            Directory.CreateDirectory(options.Folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new FeedException($"{origin} {options.Folder}: {FileFault.Of(failure)}");
        }

        IReadOnlyList<ChannelState> channels = feed.Status.Channels;
        bool hasOrders = channels.Any(static channel => channel.Instruments.Orders is not null);
        int countMax = channels.Max(static channel => channel.Instruments.Books.CountMax);
        _recorder = new DbnRecorder(
            options, [.. DbnMapper.Schemas.Where(schema => hasOrders || schema != FeedHandler.Dbn.DbnSchema.Mbo)], countMax, feed.NewDefinitions, Fail);
    }

    /// <inheritdoc/>
    public void OnEvent(in MarketEvent marketEvent) => _recorder!.OnEvent(marketEvent);

    /// <summary>Writes what is left, and closes the files.</summary>
    public void Dispose() => _recorder?.Dispose();

    private void Fail(string failure)
    {
        if (Interlocked.Exchange(ref _failure, failure) is null) whenFailed?.Invoke($"{origin}: {failure}"); // once: the report tells of the rest
    }
}
