using FeedHandler.Core.Packets;

namespace FeedHandler.Replay.Publishing;

/// <summary>Where published packets go: a struct type argument of the publisher; the real one sends datagrams.</summary>
public interface IPacketSender
{
    /// <summary>Packets that the system did not take, since the start.</summary>
    long RefusedCount { get; }

    /// <summary>Takes a packet to be sent; it may wait for <see cref="Flush"/>.</summary>
    /// <param name="line">The line, which has a group of its own.</param>
    /// <param name="payload">The payload; valid only during the call.</param>
    void Send(Line line, ReadOnlySpan<byte> payload);

    /// <summary>Sends what was taken.</summary>
    void Flush();
}
