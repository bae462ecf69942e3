using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Sharing;
using FeedHandler.Ring;
using FeedHandler.Sinks.SharedMemory;

namespace FeedHandler.Engine;

/// <summary>
/// Shares a feed with other processes of this machine (docs/sharing.md). It hands each batch of events on at once and waits for no reader; the feed waits
/// for it as for a strategy. A sink from the first event on.
/// </summary>
/// <param name="options">Where, and how large.</param>
internal sealed class SharedMemorySink(ShareOptions options) : IFeedSink, IDisposable
{
    private SharedFeedWriter? _writer;

    /// <inheritdoc/>
    public string Name => "share";

    /// <summary>Makes the file, or takes that of an earlier feed over.</summary>
    /// <param name="feed">The feed.</param>
    /// <exception cref="FeedException">The file cannot be had.</exception>
    public void OnOpen(Feed feed)
    {
        ArgumentNullException.ThrowIfNull(feed);
        IReadOnlyList<ChannelState> channels = feed.Status.Channels;
        int indexCount = channels.Max(static channel => channel.Instruments.Books.CountMax);
        SharedFeedShape shape = new(options.EventCount, options.InstrumentCountMax, indexCount, [.. channels.Select(static channel => channel.Id)])
        {
            OrderCountMax = channels.Max(static channel => channel.Instruments.Orders?.Books.Limits.Orders ?? 0),
        };
        IReadOnlyList<DefinitionReplica> definitions = feed.NewDefinitions();
        SharedRingResult result = SharedFeedWriter.TryOpen(options.Path, shape, definitions, out _writer);
        if (result.IsOpened) return;
        foreach (DefinitionReplica definition in definitions) definition.Dispose();
        throw new FeedException($"{options.Origin}: {result.Detail}");
    }

    /// <inheritdoc/>
    public void OnEvent(in MarketEvent marketEvent) => _writer!.Take(marketEvent);

    /// <inheritdoc/>
    public void OnBatchEnd() => _writer!.Publish();

    /// <summary>Tells readers that the feed has ended, and the report what they could not have. Only behind the last event.</summary>
    /// <param name="report">The feed's report.</param>
    public FeedReport Complete(FeedReport report)
    {
        int leftOutCount = _writer?.LeftOutCount ?? 0;
        Dispose();
        if (leftOutCount == 0) return report;
        string warning = FormattableString.Invariant(
            $"{options.Origin}: {leftOutCount} instruments had no room, and nobody could subscribe to them: raise share.instruments");
        return report with { Warnings = [.. report.Warnings, warning] };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer?.Dispose();
        _writer = null;
    }
}

/// <summary>Where and how large a feed is shared.</summary>
/// <param name="Path">The file, usually below /dev/shm.</param>
public sealed record ShareOptions(string Path)
{
    /// <summary>Events that a reader can be behind before it loses some and begins with the books again: a power of two. Each takes 64 bytes.</summary>
    public int EventCount { get; init; } = EventCountDefault;

    /// <summary>Instruments of all channels that can be subscribed to. Each takes 1 KiB.</summary>
    public int InstrumentCountMax { get; init; } = InstrumentCountDefault;

    /// <summary>Who asked, for errors.</summary>
    public string Origin { get; init; } = "share";

    /// <summary>Events when nobody says how many: 4 MiB.</summary>
    public const int EventCountDefault = 65_536;

    /// <summary>Instruments when nobody says how many: 16 MiB.</summary>
    public const int InstrumentCountDefault = 16_384;

    /// <summary>The least events: fewer than the feed makes at once would be lost to everybody.</summary>
    public const int EventCountMin = 1024;

    /// <summary>The most events: 4 GiB.</summary>
    public const int EventCountLimit = 1 << 26;

    /// <summary>The most instruments: 1 GiB.</summary>
    public const int InstrumentCountLimit = 1_000_000;
}
