using Disruptor;
using FeedHandler.Conformance.Feeds;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Conformance.Digests;

/// <summary>The digest depends on the feed alone: the ring's size, how consumers wait, how many there are and how packets are handed over leave no trace.</summary>
[Parallelizable(ParallelScope.All)]
[TestFixture("simulated")]
[TestFixture("wide")]
public sealed class RingShapeTests(string source)
{
    private const int SizeOfNoBatch = 2; // smaller than any packet's events, and the smallest there is
    private const int FewInstruments = 100;
    private static readonly int[] Sizes = [2, 4, 8, 64, 256, 1024, 2048, 4096, 65536];
    private static readonly string[] Waits =
        ["busy", "yielding", "spin", "sleeping", "blocking"];

    private IReadOnlyList<Arrival> _arrivals = [];
    private IReadOnlyList<Arrival> _few = []; // for the ring in which every pair of events is waited for
    private (ulong Value, long Count) _digest;
    private (ulong Value, long Count) _digestOfFew;

    [OneTimeSetUp]
    public void Load()
    {
        _arrivals = source == "wide" ? WideFeed.Packets() : Arrivals.Simulated(67, eventCount: 600);
        _few = source == "wide" ? WideFeed.Packets(FewInstruments) : Arrivals.Simulated(67, eventCount: 100);
        (_digest, _digestOfFew) = (InlineRun.DigestOf(_arrivals), InlineRun.DigestOf(_few));
        Assert.That(_digest.Count, Is.GreaterThan(source == "wide" ? 8 * WideFeed.InstrumentCount : 1000));
        Assert.That(_digestOfFew.Count, Is.GreaterThan(200));
    }

    [TestCaseSource(nameof(Sizes))]
    public void TheSameInARingOfAnySize(int size) => Expect(new RingShape { Size = size });

    [Test]
    public void TheSameHoweverConsumersWait([ValueSource(nameof(Waits))] string wait, [Values(SizeOfNoBatch, 64, 2048)] int size) =>
        Expect(new RingShape { Size = size, Wait = WaitOf(wait) });

    [Test]
    public void TheSameForEveryConsumer([Values(2, 3)] int consumerCount, [Values(SizeOfNoBatch, 64, 1024, 2048)] int size) =>
        Expect(new RingShape { Size = size, ConsumerCount = consumerCount });

    [Test]
    public void TheSameHoweverPacketsAreHandedOver([Values(1, 7, 64)] int packetLimit, [Values(SizeOfNoBatch, 256, 4096)] int size) =>
        Expect(new RingShape { Size = size, PacketLimit = packetLimit });

    [Test]
    public void TheSameWithoutARing([Values(1, 7, 64)] int packetLimit) => Assert.That(InlineRun.DigestOf(_arrivals, packetLimit), Is.EqualTo(_digest));

    private void Expect(RingShape shape)
    {
        bool isOfFew = shape.Size == SizeOfNoBatch;
        Assert.That(RingRun.DigestsOf(isOfFew ? _few : _arrivals, shape), Is.All.EqualTo(isOfFew ? _digestOfFew : _digest));
    }

    private static IWaitStrategy WaitOf(string name) => name switch
    {
        "busy" => new BusySpinWaitStrategy(),
        "spin" => new SpinWaitWaitStrategy(),
        "sleeping" => new SleepingWaitStrategy(),
        "blocking" => new BlockingWaitStrategy(),
        _ => new YieldingWaitStrategy(),
    };
}
