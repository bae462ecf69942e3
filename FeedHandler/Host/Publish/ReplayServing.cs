using System.Net;
using System.Net.Sockets;
using FeedHandler.Core.Packets;
using FeedHandler.Host.Shell;
using FeedHandler.Replay.Tcp;

namespace FeedHandler.Host.Publish;

/// <summary>Serves what is published of the incremental feeds again to whoever lost some.</summary>
internal sealed class ReplayServing : IDisposable
{
    private readonly ReplayServer _server;

    private ReplayServing(ReplayServer server, PacketArchive?[] archives) => (_server, Archives) = (server, archives);

    /// <summary>Where packets are kept, by group; null for what is not served.</summary>
    public PacketArchive?[] Archives { get; }

    /// <summary>The server.</summary>
    public ReplayServer Server => _server;

    /// <summary>What became of it, in a sentence.</summary>
    public string Summary => $"{_server.ConnectionCount} connections, {_server.PacketCount} packets sent again, {_server.RefusedCount} refused";

    /// <summary>Listens.</summary>
    /// <param name="endpoint">Where.</param>
    /// <param name="map">What the groups are.</param>
    /// <param name="packetCountMax">How many packets of a channel are kept.</param>
    /// <exception cref="CommandException">It cannot listen there.</exception>
    public static ReplayServing Open(IPEndPoint endpoint, FeedMap map, int packetCountMax = PacketArchive.PacketCountDefault)
    {
        if (map.ChannelIds.Contains(0))
            throw new UsageException("--replay-server: nobody can ask for a channel without a number: name it by --lines GROUP:PORT=310/incremental/A,...");
        Dictionary<int, PacketArchive> channels = map.ChannelIds.ToDictionary(static id => id, _ => new PacketArchive(packetCountMax));
        try
        {
            ReplayServer server = new(endpoint, new ReplayServerOptions { Channels = channels });
            return new ReplayServing(server, [.. Enumerable.Range(0, map.GroupCount).Select(Archive)]);
        }
        catch (SocketException failure)
        {
            throw new CommandException($"--replay-server {endpoint}: cannot listen there: {failure.Message}");
        }

        PacketArchive? Archive(int group) => map[group].Role == FeedRole.Incremental ? channels[map[group].ChannelId] : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _server.Dispose();
}

/// <summary>A receiver whose packets are kept as they are read, before any fault loses them.</summary>
/// <typeparam name="TReceiver">Where packets come from.</typeparam>
/// <param name="receiver">Where packets come from.</param>
/// <param name="archives">Where they are kept, by group; empty keeps none.</param>
internal sealed class KeepingReceiver<TReceiver>(TReceiver receiver, PacketArchive?[] archives) : IReceiver
    where TReceiver : IReceiver
{
    /// <inheritdoc/>
    public bool IsCompleted => receiver.IsCompleted;

    /// <inheritdoc/>
    public long DropCount => receiver.DropCount;

    /// <inheritdoc/>
    public void LookForDrops() => receiver.LookForDrops();

    /// <inheritdoc/>
    public int Poll<THandler>(ref THandler handler, int packetLimit)
        where THandler : struct, IPacketHandler
    {
        if (archives.Length == 0) return receiver.Poll(ref handler, packetLimit);
        Keeper<THandler> keeper = new(archives) { Handler = handler };
        int packetCount = receiver.Poll(ref keeper, packetLimit);
        handler = keeper.Handler;
        return packetCount;
    }

    private struct Keeper<THandler>(PacketArchive?[] archives) : IPacketHandler
        where THandler : struct, IPacketHandler
    {
        public THandler Handler;

        public void OnPacket(in Packet packet)
        {
            archives[packet.Group]?.Add(packet.Bytes);
            Handler.OnPacket(packet);
        }

        public void OnGaveUp(int group, ulong first, ulong next) => Handler.OnGaveUp(group, first, next);

        public void OnCut(in Packet beside, ulong first, ulong next) => Handler.OnCut(beside, first, next);
    }
}
