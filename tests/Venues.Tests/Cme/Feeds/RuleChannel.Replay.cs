using System.Buffers.Binary;
using FeedHandler.Core.Recovery;
using FeedHandler.Ring;

namespace FeedHandler.Venues.Tests.Cme.Feeds;

internal sealed partial class RuleChannel
{
    private const int ReplyBytesMax = 1 << 19;
    private readonly Dictionary<uint, byte[]> _lost = [];
    private readonly SpscQueue<ReplayRequest> _requests = new(8);
    private ReplayLink? _link;

    public ReplayCounters Replayed => _feed.Replay!;

    /// <summary>The next packet never comes by a line; whoever is asked for it has it.</summary>
    public RuleChannel LosePacket(params byte[][] messages)
    {
        byte[] packet = NextPacket(messages);
        _lost[LastNumber] = packet;
        return this;
    }

    /// <summary>What is sent again was sent so much earlier or later than what was lost.</summary>
    public RuleChannel ShiftLost(long byNs)
    {
        foreach (byte[] packet in _lost.Values) BinaryPrimitives.WriteInt64LittleEndian(packet.AsSpan(4), BinaryPrimitives.ReadInt64LittleEndian(packet.AsSpan(4)) + byNs);
        return this;
    }

    /// <summary>Everything that was asked for is sent again, received so much later than the first packet.</summary>
    public RuleChannel SendAgain(long laterNs = 0)
    {
        _events.Clear();
        while (_requests.TryDequeue(out ReplayRequest request))
        {
            for (ulong number = request.First; number < request.Next; number++)
                Assert.That(_link!.Replies.TryWrite(new ReplayReply(ReplayOutcome.Packet, request.Generation, number, RxNs + laterNs, _lost[(uint)number])), Is.True);
            Assert.That(_link!.Replies.TryWrite(new ReplayReply(ReplayOutcome.Complete, request.Generation, request.Next, RxNs + laterNs, default)), Is.True);
        }

        for (int step = 0; step < 8; step++) _feed.OnReplies(RxNs + laterNs);
        AssertEven();
        return this;
    }

    /// <summary>No server gives what was asked for.</summary>
    public RuleChannel RefuseReplay()
    {
        _events.Clear();
        while (_requests.TryDequeue(out ReplayRequest request))
            Assert.That(_link!.Replies.TryWrite(new ReplayReply(ReplayOutcome.Refused, request.Generation, request.First, RxNs, default)), Is.True);
        _feed.OnReplies(RxNs);
        AssertEven();
        return this;
    }

    private ReplayLink OpenLink() => _link = new ReplayLink(0, _requests, ReplyBytesMax);
}
