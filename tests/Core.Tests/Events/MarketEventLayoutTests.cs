using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;

namespace FeedHandler.Core.Tests.Events;

public sealed class MarketEventLayoutTests
{
    // The number of the channel in this process, which is none of the feed's.
    private const int ChannelByte = 4;

    [Test]
    public void AnEventIsOneCacheLine() => Assert.That(Unsafe.SizeOf<MarketEvent>(), Is.EqualTo(64));

    [Test]
    public void ABookIsElevenCacheLines() => Assert.That(Unsafe.SizeOf<InstrumentBook>(), Is.EqualTo(11 * 64));

    [Test]
    public void FieldsFillTheEventWithoutAHoleAndShareOnlyByIntent()
    {
        int[] covered = new int[MarketEvent.Bytes];
        foreach (FieldInfo? field in typeof(MarketEvent).GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Where(field => !field.IsStatic))
        {
            int offset = (int)Marshal.OffsetOf<MarketEvent>(field.Name);
            int size = field.FieldType.IsEnum ? 1 : Marshal.SizeOf(field.FieldType);
            Assert.That(offset % size, Is.Zero, $"{field.Name} is not aligned");
            for (int i = offset; i < offset + size; i++) covered[i]++;
        }

        Assert.That(Enumerable.Range(0, covered.Length).Where(i => covered[i] == 0), Is.Empty);
        IEnumerable<int> shared = Enumerable.Range(0, covered.Length).Where(i => covered[i] > 1);
        Assert.That(shared, Is.EqualTo(new[] { 2, 24, 25, 26, 27, 28, 29, 30, 48, 49, 50, 51, 52, 53, 54, 55, 62, 63 }), "side with statistic; order id with orders, level, detail and status; time of receipt with priority; stamp with delay");
    }

    [Test]
    public void TheDigestCoversEveryByteThatTheFeedDecidesAndNoOther()
    {
        MarketEvent plain = new MarketEvent { Kind = EventKind.Book };
        for (int i = 0; i < MarketEvent.Bytes; i++)
        {
            MarketEvent changed = plain;
            MemoryMarshal.AsBytes(new Span<MarketEvent>(ref changed))[i] ^= 0x40;
            bool isSame = Digest(changed) == Digest(plain);
            Assert.That(isSame, Is.EqualTo(i == ChannelByte || i >= MarketEvent.DigestBytes), $"byte {i}");
        }
    }

    [Test]
    public void TheDigestDependsOnOrderAndOnCount()
    {
        (MarketEvent a, MarketEvent b) = (new MarketEvent { Kind = EventKind.Book }, new MarketEvent { Kind = EventKind.Trade });
        Assert.That(Digest(a, b), Is.Not.EqualTo(Digest(b, a)));
        Assert.That(Digest(a), Is.Not.EqualTo(Digest(a, a)));
        Assert.That(Digest(), Is.Not.EqualTo(Digest(default(MarketEvent))));
    }

    private static ulong Digest(params MarketEvent[] events)
    {
        EventDigest digest = default(EventDigest);
        foreach (MarketEvent marketEvent in events) digest.Add(marketEvent);
        return digest.Value;
    }
}
