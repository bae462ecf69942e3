using System.Net.Sockets;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Native.Sockets;
using FeedHandler.Receivers;
using FeedHandler.Sinks.Multicast;

namespace FeedHandler.Engine;

/// <summary>
/// Sends a feed by multicast to other machines (docs/multicast.md). It hands each batch of events to the system and waits for nobody; the feed waits for it as
/// for a strategy. A sink from the first event on.
/// </summary>
/// <param name="options">Where, and how.</param>
/// <param name="open">Opens a line to a group; null for the network's.</param>
internal sealed class MulticastSink(MulticastOptions options, Func<LineGroup, IDatagramLine>? open = null) : IFeedSink, IDisposable
{
    private readonly List<IDatagramLine> _lines = []; // the publisher's to dispose of, once there is one
    private MulticastPublisher? _publisher;
    private RetransmitServer? _server;

    /// <inheritdoc/>
    public string Name => "multicast";

    /// <summary>What is sent; null before it is open.</summary>
    public MulticastPublisher? Publisher => _publisher;

    /// <summary>Sends packets again; null where nobody is to be able to ask.</summary>
    public RetransmitServer? Server => _server;

    /// <summary>Opens the groups and the service.</summary>
    /// <param name="feed">The feed.</param>
    /// <exception cref="FeedException">A channel has no group, or a group or the service cannot be had.</exception>
    public void OnOpen(Feed feed)
    {
        ArgumentNullException.ThrowIfNull(feed);
        IReadOnlyList<ChannelState> channels = feed.Status.Channels;
        LineGroup[][] groups = MulticastGroups.ByChannel(options, [.. channels.Select(static channel => channel.Id)]);
        IReadOnlyList<DefinitionReplica> definitions = feed.NewDefinitions();
        try
        {
            ChannelPlan[] plans = [.. channels.Select((channel, i) => Plan(channel, groups[i], definitions[i]))];
            _publisher = new MulticastPublisher(options.Retransmit is null ? options.Settings with { HistoryBytes = 0 } : options.Settings, plans);
        }
        catch
        {
            foreach (DefinitionReplica definition in definitions) definition.Dispose();
            foreach (IDatagramLine line in _lines) line.Dispose();
            throw;
        }

        Listen();
    }

    /// <inheritdoc/>
    public void OnEvent(in MarketEvent marketEvent) => _publisher!.Take(marketEvent);

    /// <inheritdoc/>
    public void OnBatchEnd() => _publisher!.Publish();

    /// <summary>Ends it, behind the last event, and tells the report what the system refused.</summary>
    /// <param name="report">The feed's report.</param>
    public FeedReport Complete(FeedReport report)
    {
        long refusedCount = _publisher?.RefusedCount ?? 0;
        string? failure = _publisher?.Failure;
        Dispose();
        if (refusedCount == 0) return report;
        string warning = FormattableString.Invariant(
            $"{options.Origin}: the system refused {refusedCount:N0} datagrams ({failure}): look at interface, routes and the socket's send buffer");
        return report with { Warnings = [.. report.Warnings, warning] };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _server?.Dispose();
        _publisher?.Dispose();
        (_server, _publisher) = (null, null);
    }

    private void Listen()
    {
        if (options.Retransmit is not { } retransmit) return;
        try
        {
            _server = new RetransmitServer(retransmit, _publisher!);
        }
        catch (SocketException failure)
        {
            Dispose();
            throw new FeedException($"{options.Origin}: nobody can be answered at {retransmit.Listen}: {failure.Message}");
        }
    }

    private ChannelPlan Plan(ChannelState channel, LineGroup[] groups, DefinitionReplica definitions)
    {
        DatagramLines incremental = Open(groups, FeedRole.Incremental);
        InstrumentTable instruments = channel.Instruments;
        return new ChannelPlan(groups[0].Feed.ChannelId, instruments.Books.CountMax, definitions, incremental, Open(groups, FeedRole.Snapshot))
        {
            Orders = instruments.Orders?.Books.Limits,
        };
    }

    private DatagramLines Open(LineGroup[] groups, FeedRole role) =>
        new([.. groups.Where(group => group.Feed.Role == role).Select(Open)]);

    private IDatagramLine Open(LineGroup group)
    {
        IDatagramLine line = open is null ? new GroupLine(Sender(group)) : open(group);
        _lines.Add(line);
        return line;
    }

    private MulticastSender Sender(LineGroup group)
    {
        if (!NetworkInterfaces.TryFind(group.Interface, out string name, out string problem))
            throw new FeedException($"{options.Origin}: {group.Group}: {problem}");
        try
        {
            return MulticastSender.Open(group.Group, name, timeToLive: options.TimeToLive);
        }
        catch (Exception failure) when (failure is SocketException or ArgumentException)
        {
            throw new FeedException($"{options.Origin}: {group.Group} by {name}: {failure.Message}");
        }
    }
}
