using System.Net;
using System.Net.Sockets;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Native.Sockets;
using FeedHandler.Replay.Publishing;

namespace FeedHandler.Host.Publish;

/// <summary>Sends each group of a feed to a multicast group.</summary>
internal sealed class LineSender : IPacketSender, IDisposable
{
    private readonly MulticastSender?[] _senders;

    /// <summary>Opens a socket for each group.</summary>
    /// <param name="targets">Where each group goes, in the order of the feed map.</param>
    /// <exception cref="CommandException">A group cannot be sent to.</exception>
    public LineSender(IReadOnlyList<LineTarget> targets)
    {
        _senders = new MulticastSender?[targets.Count];
        try
        {
            for (int group = 0; group < targets.Count; group++) _senders[group] = Open(targets[group]);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public long RefusedCount => _senders.Sum(static sender => sender?.RefusedCount ?? 0);

    /// <summary>Why the system refused a datagram; null when it refused none.</summary>
    public string? LastFailure => _senders.Select(static sender => sender?.LastFailure?.ToString()).FirstOrDefault(static text => text is not null);

    /// <inheritdoc/>
    public void Send(int group, ReadOnlySpan<byte> payload) => _senders[group]!.Send(payload);

    /// <inheritdoc/>
    public void Flush()
    {
        foreach (MulticastSender? sender in _senders) sender?.Flush();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (MulticastSender? sender in _senders) sender?.Dispose();
    }

    private static MulticastSender Open(LineTarget target)
    {
        IPEndPoint? source = target.SourcePort == 0 ? null : new IPEndPoint(AnyOf(target.Group), target.SourcePort);
        try
        {
            return MulticastSender.Open(target.Group, target.Interface, source, target.TimeToLive);
        }
        catch (ArgumentException failure)
        {
            throw new UsageException($"--interface {target.Interface}: {failure.Message.Split(" (Parameter")[0]}");
        }
        catch (SocketException failure)
        {
            throw new CommandException($"{target.Group} by {target.Interface}: {failure.Message}: does the interface have an address, and is it up?");
        }
    }

    private static IPAddress AnyOf(IPEndPoint group) => group.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;
}

/// <summary>Where the packets of a group are sent.</summary>
/// <param name="Feed">What the group carries.</param>
/// <param name="Group">Group and port.</param>
/// <param name="Interface">Name of the interface by which they go out.</param>
/// <param name="SourcePort">Port to send from; 0 for any.</param>
/// <param name="TimeToLive">How many routers they may pass.</param>
internal sealed record LineTarget(FeedGroup Feed, IPEndPoint Group, string Interface, int SourcePort, int TimeToLive);
