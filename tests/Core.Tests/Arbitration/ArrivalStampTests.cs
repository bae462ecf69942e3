using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Core.Tests.Arbitration.Model;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Core.Tests.Arbitration;

/// <summary>
/// What is decoded carries a stamp of its own run: a packet that is processed as it comes that of its arrival, one that waited that of the moment from
/// which it could go on. A stamp of 0 would make its latency the age of the machine.
/// </summary>
public sealed class ArrivalStampTests : IModelListener
{
    private static readonly ArbitrationOptions Options = new() { GapCountMax = 4, GapTimeNsMax = 1000, HeldCountMax = 64 };
    private readonly List<(ulong Number, long StampTicks)> _decoded = [];
    private readonly CountedClock _clock = new();
    private FeedChannel<NumberedVenue, ModelDecoder, CountedStamps> _channel = null!;

    [SetUp]
    public void SetUp()
    {
        _decoded.Clear();
        _channel = new(Options, FeedMap.TwoLines, 0, new ModelDecoder(this), new CountedStamps(_clock));
    }

    [TearDown]
    public void TearDown() => _channel.Dispose();

    [Test]
    public void ThePacketThatConfirmsARestartHasTheStampOfItsArrival()
    {
        Take(100, 100);
        Take(1, 5000);
        long arrivalTicks = Take(2, 5001);
        Assert.That(_decoded.Select(static packet => packet.Number), Is.EqualTo(new[] { 100UL, 1UL, 2UL }));
        Assert.That(_decoded[2].StampTicks, Is.EqualTo(arrivalTicks));
        Assert.That(_decoded[1].StampTicks, Is.GreaterThan(arrivalTicks), "the one that waited");
    }

    [Test]
    public void ThePacketThatConfirmsAJumpHasTheStampOfItsArrival()
    {
        Take(1, 1);
        Take(500, 500);
        long arrivalTicks = Take(501, 501);
        Assert.That(_decoded.Select(static packet => packet.Number), Is.EqualTo(new[] { 1UL, 500UL, 501UL }));
        Assert.That(_decoded[2].StampTicks, Is.EqualTo(arrivalTicks));
        Assert.That(_decoded[1].StampTicks, Is.GreaterThan(arrivalTicks), "the one that waited");
    }

    [Test]
    public void APacketThatWaitedForTheOneBeforeItHasAStampOfWhenItCouldGoOn()
    {
        Take(1, 1);
        Take(3, 3);
        long arrivalTicks = Take(2, 2);
        Assert.That(_decoded[1], Is.EqualTo((2UL, arrivalTicks)));
        Assert.That(_decoded[2].StampTicks, Is.GreaterThan(arrivalTicks));
    }

    void IModelListener.OnPacket(int id, in PacketHeader header, bool isWhole)
    {
        // the stamp is told beside it
    }

    void IModelListener.OnStamp(in PacketHeader header, long stampTicks) => _decoded.Add((header.First, stampTicks));

    void IModelListener.OnGap(ulong lostCount, ulong next)
    {
        // numbers say enough
    }

    void IModelListener.OnRestart(ulong next)
    {
        // numbers say enough
    }

    void IModelListener.OnDoubt(bool isInDoubt)
    {
        // nothing is dropped
    }

    // The first reading of the clock that a packet causes is that of its arrival.
    private long Take(uint number, long sendingTimeNs)
    {
        long arrivalTicks = _clock.Ticks + 1;
        _channel.OnPacket(new Packet([.. NumberedVenue.Packet(number, sendingTimeNs), 0], 0, 0), 0);
        return arrivalTicks;
    }

    private sealed class CountedClock
    {
        public long Ticks { get; set; } = 1_000;
    }

    // Each reading is a tick later than the one before.
    private readonly struct CountedStamps(CountedClock clock) : IStamps
    {
        public static bool Enabled => true;

        public long Now() => ++clock.Ticks;

        public void Record(Stage stage, long fromTicks, long toTicks)
        {
            // what is measured here is what the decoder gets
        }

        public void RecordNs(Stage stage, long durationNs)
        {
            // what is measured here is what the decoder gets
        }

        public long DurationNs(long ticks) => ticks;

        public void EndPacket(ReadOnlySpan<byte> packet, int group, long rxNs, (long SinceTicks, long StartTicks, long EndTicks) times)
        {
            // what is measured here is what the decoder gets
        }

        public void EndEvent(long handedOverTicks, long startTicks, long endTicks)
        {
            // what is measured here is what the decoder gets
        }
    }
}
