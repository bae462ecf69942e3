using System.Buffers.Binary;
using System.Text;
using FeedHandler.Core.Recovery;
using FeedHandler.Replay.Tcp;

namespace FeedHandler.Replay.Tests.Tcp;

/// <summary>Replies of historical replay (CME MDP 3.0, "TCP Recovery"): a size and a packet each, a logon first, heartbeats among them, a logout.</summary>
public sealed class ReplayReaderTests
{
    private const ushort OtherSchema = 77;

    [Test]
    public void PacketsThatWereAskedForAreTakenInOrder() =>
        Assert.That(Read(5, 7, Logon(), Market(5), Market(6), Market(7), Logout("replay complete")), Is.EqualTo("logon 5 6 7 logout: replay complete"));

    [Test]
    public void BytesMayComeOneByOne() =>
        Assert.That(Read(5, 6, isByByte: true, Logon(), Market(5), Market(6), Logout("")), Is.EqualTo("logon 5 6 logout: "));

    [Test]
    public void HeartbeatsMayStandAnywhere() =>
        Assert.That(Read(5, 6, Heartbeat(1), Logon(), Heartbeat(2), Market(5), Heartbeat(900), Market(6), Logout("")), Is.EqualTo("logon 5 6 logout: "));

    // A heartbeat of the feed has used a number up and is replayed under it; one of the session may happen to have the same.
    [Test]
    public void AHeartbeatOfTheFeedIsOneOfThePackets() =>
        Assert.That(Read(5, 8, Logon(), Market(5), Heartbeat(6), Heartbeat(7), Market(8), Logout("")), Is.EqualTo("logon 5 6 7 8 logout: "));

    [Test]
    public void AHeartbeatOfTheSessionThatHasTheNextNumberIsNone() =>
        Assert.That(Read(2, 3, Logon(), Heartbeat(2), Market(2), Heartbeat(3), Market(3), Logout("")), Is.EqualTo("logon 2 3 logout: "));

    [Test]
    public void AHeartbeatMayBeTheLastOfThePackets() =>
        Assert.That(Read(5, 6, Logon(), Market(5), Heartbeat(6), Logout("")), Is.EqualTo("logon 5 logout:  last 6"));

    [TestCase(4u, "packet 4 where 5 must come")]
    [TestCase(6u, "packet 6 where 5 must come")]
    public void AnotherNumberIsRefused(uint number, string text) => Assert.That(Read(5, 7, Logon(), Market(number)), Is.EqualTo($"logon refused: {text}"));

    [Test]
    public void MoreThanWasAskedForIsRefused() =>
        Assert.That(Read(5, 5, Logon(), Market(5), Market(6)), Is.EqualTo("logon 5 refused: packet 6, and 5 was the last that was asked for"));

    [Test]
    public void MarketDataBeforeTheLogonIsRefused() => Assert.That(Read(5, 5, Market(5)), Is.EqualTo("refused: market data before the logon"));

    [Test]
    public void ASizeThatHoldsNoMessageIsRefused() => Assert.That(Read(5, 5, Logon(), []), Is.EqualTo("logon refused: a packet of 0 bytes, which holds no message"));

    [Test]
    public void APacketThatIsNotWholeIsRefused() => Assert.That(Read(5, 5, Logon(), Market(5)[..^3]), Is.EqualTo("logon refused: a packet that is not whole"));

    [Test]
    public void ASchemaThatIsNotKnownIsRefused() =>
        Assert.That(Read(5, 5, Logon(), Of(Market(5), OtherSchema)), Is.EqualTo("logon refused: a message of a schema that is not known"));

    // Which templates a session is spoken by is looked up by the schema id in each header: the newer servers have a schema of their own.
    [Test]
    public void ASchemaThatWasAddedIsSpoken()
    {
        SessionSchemas schemas = SessionSchemas.Known.With(new SessionSchema(OtherSchema, 15, 16, 12, 0, 180));

        Assert.That(schemas.Count, Is.EqualTo(2));
        Assert.That(Read(schemas, 5, 5, isByByte: false, Of(Logon(), OtherSchema), Market(5), Of(Logout("bye"), OtherSchema)), Is.EqualTo("logon 5 logout: bye"));
    }

    [Test]
    public void WhatALogoutSaysCannotMoveATerminal() =>
        Assert.That(Read(5, 5, Logon(), Logout("no\u001b[2J\r\nmore")), Is.EqualTo("logon logout: no?[2J??more"));

    [Test]
    public void NoBytesAtAllMakeItFail()
    {
        Random random = new(7);
        for (int run = 0; run < 2000; run++)
        {
            byte[] noise = new byte[random.Next(1, 400)];
            random.NextBytes(noise);
            Assert.That(() => Read(1, 9, Logon(), Market(1), noise), Throws.Nothing, $"run {run}");
        }
    }

    private static byte[] Logon() => SessionSchemas.Packet(1, SessionMessage.Logon);

    private static byte[] Heartbeat(uint number) => SessionSchemas.Packet(number, SessionMessage.Heartbeat);

    private static byte[] Logout(string text) => SessionSchemas.Packet(9, SessionMessage.Logout, text);

    // A status of a group (template 30), which nobody takes for a message of a session.
    private static byte[] Market(uint number)
    {
        byte[] packet = new byte[12 + 10 + 30];
        BinaryPrimitives.WriteUInt32LittleEndian(packet, number);
        ushort[] header = [40, 30, 30, 1, 13];
        for (int i = 0; i < header.Length; i++) BinaryPrimitives.WriteUInt16LittleEndian(packet.AsSpan(12 + (2 * i)), header[i]);
        return packet;
    }

    private static byte[] Of(byte[] packet, ushort schemaId)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(packet.AsSpan(18), schemaId);
        return packet;
    }

    private static string Read(uint first, uint last, params byte[][] packets) => Read(SessionSchemas.Known, first, last, isByByte: false, packets);

    private static string Read(uint first, uint last, bool isByByte, params byte[][] packets) => Read(SessionSchemas.Known, first, last, isByByte, packets);

    private static string Read(SessionSchemas schemas, uint first, uint last, bool isByByte, params byte[][] packets)
    {
        ReplayReader reader = new(schemas);
        reader.Begin(first, last);
        List<string> told = [];
        byte[] stream = [.. packets.SelectMany(static packet => (byte[])[.. BitConverter.GetBytes((ushort)packet.Length), .. packet])];
        foreach (byte[] part in stream.Chunk(isByByte ? 1 : stream.Length))
        {
            part.CopyTo(reader.Room);
            reader.Advance(part.Length);
            if (!Take(reader, told)) break;
        }

        return string.Join(' ', told);
    }

    private static bool Take(ReplayReader reader, List<string> told)
    {
        while (true)
        {
            ReplyStep step = reader.Take(out ReadOnlySpan<byte> packet);
            if (step == ReplyStep.NeedsMore) return true;
            told.Add(step switch
            {
                ReplyStep.LoggedOn => "logon",
                ReplyStep.Packet => $"{BinaryPrimitives.ReadUInt32LittleEndian(packet)}",
                ReplyStep.LoggedOut => $"logout: {reader.Text}",
                _ => $"refused: {reader.Text}",
            });
            if (step == ReplyStep.LoggedOut && reader.TryTakeLast(out packet)) told.Add($"last {BinaryPrimitives.ReadUInt32LittleEndian(packet)}");
            if (step is ReplyStep.LoggedOut or ReplyStep.Refused) return false;
        }
    }
}
