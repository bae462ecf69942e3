using System.Buffers.Binary;
using FeedHandler.Codecs.Cme;
using FeedHandler.Core.Packets;
using FeedHandler.Replay.Simulator;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Conformance.Feeds;

/// <summary>Match events that touch every instrument of a large group, in one packet and over several: far more events than are published at once.</summary>
internal sealed class WideFeed
{
    public const int InstrumentCount = 3000;
    private const string Group = "WD";
    private const long StartNs = 1_767_600_000_000_000_000;
    private readonly List<Arrival> _arrivals = [];

    /// <summary>The packets, on line A alone.</summary>
    public static List<Arrival> Packets(int instrumentCount = InstrumentCount)
    {
        WideFeed feed = new WideFeed();
        for (int securityId = 1; securityId <= instrumentCount; securityId++) feed.Add(Definition(securityId));
        feed.Add(Status(Group, 21, isEnd: true));
        feed.Add(Status(Group, 15, isEnd: false), Status(Group, 17, isEnd: true)); // all of them twice in one match event
        feed.Add(Status(Group, 2, isEnd: false)); // and over two packets: the end comes when most events have gone out
        feed.Add(Status("", 17, isEnd: true, securityId: 7));
        feed.Add(Status(Group, 18, isEnd: false), Status(Group, 21, isEnd: false)); // over three, and the last touches nothing
        feed.Add(Status(Group, 4, isEnd: false));
        feed.Add(Status("NONE", 4, isEnd: true));
        return feed._arrivals;
    }

    private void Add(params byte[][] messages)
    {
        uint number = (uint)_arrivals.Count + 1;
        byte[] header = new byte[CmeMdp3.PacketHeaderBytes];
        long sendingTimeNs = StartNs + (number * 1000);
        BinaryPrimitives.WriteUInt32LittleEndian(header, number);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(4), sendingTimeNs);
        _arrivals.Add(new Arrival(Line.A, sendingTimeNs + 500, number, (byte[])[.. header, .. messages.SelectMany(static message => message)]));
    }

    private static byte[] Definition(int securityId)
    {
        byte[] bytes = new byte[1000];
        MDInstrumentDefinitionFuture54Encoder.WriteHeader(bytes.AsSpan(sizeof(ushort)));
        MDInstrumentDefinitionFuture54Encoder.TryWrap(bytes.AsSpan(CmeMdp3.MessageHeaderBytes), out var message);
        message.MatchEventIndicator = MatchEventIndicator.EndOfEvent;
        message.SecurityUpdateAction = SecurityUpdateAction.Add;
        message.SetSecurityGroup(Group);
        message.SecurityID = securityId;
        message.BeginNoEvents(0);
        message.BeginNoMDFeedTypes(0);
        return End(bytes, message.EncodedLength);
    }

    private static byte[] Status(string group, byte status, bool isEnd, int? securityId = null)
    {
        byte[] bytes = new byte[1000];
        SecurityStatus30Encoder.WriteHeader(bytes.AsSpan(sizeof(ushort)));
        SecurityStatus30Encoder.TryWrap(bytes.AsSpan(CmeMdp3.MessageHeaderBytes), out var message);
        message.SetSecurityGroup(group);
        message.SetAsset("");
        message.SecurityID = securityId;
        message.MatchEventIndicator = isEnd ? MatchEventIndicator.EndOfEvent : default;
        message.SecurityTradingStatus = (SecurityTradingStatus)status;
        return End(bytes, message.EncodedLength);
    }

    private static byte[] End(byte[] bytes, int bodyBytes)
    {
        int messageBytes = CmeMdp3.MessageHeaderBytes + bodyBytes;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)messageBytes);
        return bytes[..messageBytes];
    }
}
