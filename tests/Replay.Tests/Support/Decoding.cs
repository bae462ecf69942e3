using FeedHandler.Core.Frames;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Trailers;

namespace FeedHandler.Replay.Tests.Support;

/// <summary>What the decoder made of one frame.</summary>
internal sealed record Decoding(
    FrameOutcome Outcome, byte[] Payload, UdpEndpoint Source, UdpEndpoint Destination, long TimestampNs, TimeSource TimeSource, FrameCounters Counters)
{
    public const long CaptureNs = 1_479_000_000_123_456_789;

    public static Decoding Of(
        ReadOnlySpan<byte> frame, LinkType linkType = LinkType.Ethernet, int? originalLength = null, TrailerKind trailer = TrailerKind.None)
    {
        FrameDecoder decoder = new() { Trailer = trailer };
        CaptureRecord record = new(frame, CaptureNs, originalLength ?? frame.Length, linkType, fileOffset: 24);
        bool isUdp = decoder.TryGetUdp(in record, out UdpDatagram datagram);
        FrameOutcome outcome = Enum.GetValues<FrameOutcome>().Single(value => decoder.Counters[value] == 1);
        Assert.That(decoder.Counters.Frames, Is.EqualTo(1));
        Assert.That(isUdp, Is.EqualTo(outcome == FrameOutcome.Udp));
        return new Decoding(
            outcome, datagram.Payload.ToArray(), datagram.Source, datagram.Destination, datagram.TimestampNs, datagram.TimeSource, decoder.Counters);
    }
}
