namespace FeedHandler.Replay.Publishing;

/// <summary>Where published packets go: a struct type argument of the publisher; the real one sends datagrams.</summary>
public interface IPacketSender
{
    /// <summary>Packets that the system did not take, since the start.</summary>
    long RefusedCount { get; }

    /// <summary>Takes a packet to be sent; it may wait for <see cref="Flush"/>.</summary>
    /// <param name="group">The group, by its place in the feed map.</param>
    /// <param name="payload">The payload; valid only during the call.</param>
    void Send(int group, ReadOnlySpan<byte> payload);

    /// <summary>Sends what was taken.</summary>
    void Flush();
}
