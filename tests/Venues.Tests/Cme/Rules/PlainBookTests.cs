using FeedHandler.Venues.Tests.Cme.Feeds;

namespace FeedHandler.Venues.Tests.Cme.Rules;

/// <summary>
/// Books with blocks of the size that all versions so far have are decoded in a way of their own, because they are nine messages in ten. It says what the
/// checked views say: the same messages with one byte more in the root block, as a later version may have it, make the same events and the same books.
/// </summary>
[Source("SBE, schema extension: a longer root block changes nothing of what is known")]
public sealed class PlainBookTests
{
    private const int PacketCount = 20_000;
    private const int RootBlockEnd = 10 + 11;
    private static readonly long?[] OddPrices = [null, 0, long.MinValue, long.MinValue + 1, long.MaxValue - 1, long.MaxValue / 100, (long.MaxValue / 100) + 1];

    private static readonly char[] Types = ['0', '1', 'E', 'F', 'J', 'w', 'x', '?'];
    private RuleChannel _plain = null!;
    private RuleChannel _longer = null!;

    [SetUp]
    public void OpenChannels() => (_plain, _longer) = (new RuleChannel(), new RuleChannel());

    [TearDown]
    public void CloseChannels()
    {
        _plain.Dispose();
        _longer.Dispose();
    }

    [TestCase(32)]
    [TestCase(46)]
    public void APlainBookIsDecodedAsOneWithALongerRootBlock(int template)
    {
        Random random = new(template);
        for (int i = 0; i < PacketCount; i++)
        {
            if (random.Next(500) == 0) Both(channel => channel.Lose());
            if (random.Next(900) == 0) Both(channel => channel.Drop());
            int security = random.Next(1, 1000);
            if (security < 4) Both(channel => channel.Start(security, depth: (sbyte)(i % 11), impliedDepth: (sbyte)(i % 3)));
            byte[][] messages = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Any(template, random))];
            _plain.Packet(messages);
            _longer.Packet([.. messages.Select(Longer)]);
            Assert.That(_longer.Digest, Is.EqualTo(_plain.Digest), $"packet {i}: {Convert.ToHexString(messages.SelectMany(message => message).ToArray())}");
        }

        Assert.That(Counted(_longer), Is.EqualTo(Counted(_plain)));
    }

    private static string Counted(RuleChannel channel) =>
        $"{channel.Counters.Entries} {channel.Counters.OrderEntries} {channel.Counters.InvalidEntries} {channel.Counters.PriceOverflow} "
        + $"{channel.Counters.RptSeqGaps} {channel.Counters.RptSeqBehind} {channel.Counters.RptSeqRestarts} {channel.Messages.Total}";

    private void Both(Action<RuleChannel> act)
    {
        act(_plain);
        act(_longer);
    }

    // Mostly what an exchange sends, and now and then everything that it does not.
    private byte[] Any(int template, Random random)
    {
        Entry[] entries = new Entry[random.Next(0, 4)];
        for (int i = 0; i < entries.Length; i++) entries[i] = Any(random);
        return _plain.Message(template, random.Next(2) == 0 ? Messages.EndOfEvent : (byte)0, entries);
    }

    private static Entry Any(Random random)
    {
        bool isOdd = random.Next(20) == 0;
        return new Entry
        {
            Security = random.Next(1, isOdd ? 6 : 4),
            RptSeq = random.Next(200) == 0 ? (uint)random.Next(1, 1000) : null,
            Type = isOdd ? Types[random.Next(Types.Length)] : Types[random.Next(4)],
            Action = (byte)random.Next(0, isOdd ? 8 : 3),
            Level = (byte)random.Next(isOdd ? 0 : 1, isOdd ? 13 : 3),
            Price = isOdd ? OddPrices[random.Next(OddPrices.Length)] : random.Next(-50, 50),
            Size = random.Next(30) == 0 ? null : random.Next(1, 100),
            Orders = random.Next(30) == 0 ? null : random.Next(1, 10),
            Fills = random.Next(10) == 0 ? [(7, 1)] : [],
        };
    }

    private static byte[] Longer(byte[] message)
    {
        byte[] longer = message.WithBytes(RootBlockEnd, 1);
        longer[Messages.BlockLengthOffset]++;
        return longer;
    }
}
