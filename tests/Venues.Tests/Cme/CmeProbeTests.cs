using FeedHandler.Venues.Cme;

namespace FeedHandler.Venues.Tests.Cme;

public sealed class CmeProbeTests
{
    private static readonly byte[] Header = [7, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0];

    [TestCase(46, CmeContents.Incremental)]
    [TestCase(32, CmeContents.Incremental)]
    [TestCase(4, CmeContents.Incremental)]
    [TestCase(30, CmeContents.Incremental)]
    [TestCase(59, CmeContents.Incremental)]
    [TestCase(67, CmeContents.Incremental)]
    [TestCase(38, CmeContents.Snapshot)]
    [TestCase(52, CmeContents.Snapshot)]
    [TestCase(69, CmeContents.Snapshot)]
    [TestCase(44, CmeContents.OrderSnapshot)]
    [TestCase(53, CmeContents.OrderSnapshot)]
    [TestCase(27, CmeContents.Definitions)]
    [TestCase(58, CmeContents.Definitions)]
    [TestCase(63, CmeContents.Definitions)]
    [TestCase(12, CmeContents.None)]
    [TestCase(999, CmeContents.None)]
    public void AWholePacketTellsItsNumberTimeAndContents(int template, CmeContents contents)
    {
        Assert.That(CmeProbe.TryRead([.. Header, .. Message(12, []), .. Message(template, new byte[64])], out CmeProbed probed), Is.True);

        Assert.That((probed.Number, probed.SendingTimeNs, probed.Contents), Is.EqualTo((7u, 513L, contents)));
    }

    [Test]
    public void WhatIsNotWholeIsNone()
    {
        byte[] whole = [.. Header, .. Message(46, new byte[11]), .. Message(12, [])];

        Assert.That(CmeProbe.TryRead(whole, out _), Is.True);
        for (int length = 0; length < whole.Length; length++)
            Assert.That(CmeProbe.TryRead(whole.AsSpan(0, length), out _), Is.EqualTo(length == Header.Length + 21), $"{length} bytes");
        Assert.That(CmeProbe.TryRead([.. whole, 0], out _), Is.False, "a byte too many");
        Assert.That(CmeProbe.TryRead([.. Header, .. Message(46, new byte[11], schema: 2)], out _), Is.False, "another schema");
        Assert.That(CmeProbe.TryRead([.. Header, 10, 0, 1, 0, 46, 0, 1, 0, 13, 0], out _), Is.False, "a root block past the message");
    }

    [Test]
    public void ADefinitionTellsItsChannelAndWhetherItIsOfALoop()
    {
        byte[] root = new byte[64];
        (root[1], root[2], root[3], root[4], root[15], root[16]) = (255, 255, 255, 255, 0x36, 0x01);

        _ = CmeProbe.TryRead([.. Header, .. Message(54, root)], out CmeProbed news);
        root[1] = 3;
        (root[2], root[3], root[4]) = (0, 0, 0);
        _ = CmeProbe.TryRead([.. Header, .. Message(54, root)], out CmeProbed loop);

        Assert.That((news.ApplId, news.TellsLoop, loop.ApplId, loop.TellsLoop), Is.EqualTo(((short)310, false, (short)310, true)));
    }

    [Test]
    public void AResetTellsItsChannel()
    {
        _ = CmeProbe.TryRead([.. Header, .. Message(4, new byte[9], [2, 0, 1, 0x36, 0x01])], out CmeProbed reset);
        _ = CmeProbe.TryRead([.. Header, .. Message(4, new byte[9], [2, 0, 0])], out CmeProbed empty);

        Assert.That((reset.ApplId, empty.ApplId), Is.EqualTo(((short)310, (short)0)));
    }

    [TestCase(52, 8, false)]
    [TestCase(53, 8, false)]
    [TestCase(54, 55, false)]
    [TestCase(37, 4, true)]
    [TestCase(51, 8, true)]
    [TestCase(46, 12, true)]
    [TestCase(65, 16, true)]
    [TestCase(50, 24, true)]
    [TestCase(47, 28, true)]
    public void InstrumentsAreFoundInTheirPlaces(int template, int offset, bool isInEntries)
    {
        byte[] block = new byte[64];
        block[offset] = 99;
        byte[] message = isInEntries ? Message(template, new byte[11], [64, 0, 2, .. block, .. block]) : Message(template, block);
        Span<int> room = stackalloc int[4];

        Assert.That(CmeProbe.TakeInstruments([.. Header, .. message], room), Is.EqualTo(isInEntries ? 2 : 1));
        Assert.That(room[0], Is.EqualTo(99));
        Assert.That(CmeProbe.TakeInstruments([.. Header, .. message], []), Is.Zero, "what does not fit is left out");
    }

    [Test]
    public void AGroupThatEndsTooEarlyGivesWhatIsThere() =>
        Assert.That(CmeProbe.TakeInstruments([.. Header, .. Message(46, new byte[11], [32, 0, 9, .. new byte[40]])], new int[9]), Is.EqualTo(1));

    private static byte[] Message(int template, byte[] root, byte[]? groups = null, byte schema = 1)
    {
        int size = 10 + root.Length + (groups?.Length ?? 0);
        return [(byte)size, (byte)(size >> 8), (byte)root.Length, 0, (byte)template, (byte)(template >> 8), schema, 0, 13, 0, .. root, .. groups ?? []];
    }
}
