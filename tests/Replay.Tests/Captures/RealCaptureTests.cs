using FeedHandler.Core.Frames;
using FeedHandler.Core.Packets;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Lines;
using FeedHandler.Tests.Support;

namespace FeedHandler.Replay.Tests.Captures;

public sealed class RealCaptureTests
{
    [Test]
    public void TheRealChannelHasFiveThousandPacketsOnEachLine()
    {
        using CaptureFile file = CaptureFile.Open(Require.Shared("captures/cme/v6.channel340.pcapng"));
        using CaptureReceiver receiver = new CaptureReceiver([file], LineMap.Infer([file]));
        LineCounter counter = default(LineCounter);
        while (!receiver.IsCompleted) receiver.Poll(ref counter, 100);
        Assert.That((counter.A, counter.B), Is.EqualTo((5000, 5000)));
        Assert.That(receiver.Frames[FrameOutcome.Udp], Is.EqualTo(10_000));
        Assert.That(receiver.Frames.Frames, Is.EqualTo(10_000));
        Assert.That(receiver.Captures.Readers.Single().End, Is.EqualTo(CaptureEnd.Clean));
    }

    private struct LineCounter : IPacketHandler
    {
        public int A;
        public int B;

        public void OnPacket(in Packet packet)
        {
            if (packet.Group == 0) A++;
            else B++;
        }

        public readonly void OnGaveUp(int group, ulong first, ulong next)
        {
        }
    }
}
