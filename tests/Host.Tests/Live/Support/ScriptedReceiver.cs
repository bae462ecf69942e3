using FeedHandler.Core.Packets;

namespace FeedHandler.Host.Tests.Live.Support;

/// <summary>A receiver whose calls of poll are written down beforehand.</summary>
/// <param name="channel">Whose packets it brings.</param>
/// <param name="polls">The calls.</param>
internal sealed class ScriptedReceiver(LiveChannel channel, params ScriptedPoll[] polls) : IReceiver
{
    private int _next;
    private long _found;

    /// <inheritdoc/>
    public bool IsCompleted => _next == polls.Length;

    /// <inheritdoc/>
    public long DropCount { get; private set; }

    /// <inheritdoc/>
    public void LookForDrops()
    {
        DropCount += _found;
        _found = 0;
    }

    /// <inheritdoc/>
    public int Poll<THandler>(ref THandler handler, int packetLimit)
        where THandler : struct, IPacketHandler
    {
        if (IsCompleted) return 0;
        ScriptedPoll poll = polls[_next++];
        for (int i = 0; i < poll.Count; i++) handler.OnPacket(new Packet(channel[poll.First + i], 1, (int)poll.Line));
        DropCount += poll.Drops;
        _found += poll.FoundDrops;
        return poll.Count;
    }
}
