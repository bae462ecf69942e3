using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Tests.Support;

namespace FeedHandler.Core.Tests.Arbitration;

public sealed class LineMarginsTests
{
    private const long SentNs = 900;
    private LineMargins _margins = new();

    [SetUp]
    public void CreateMargins() => _margins = new LineMargins();

    [Test]
    public void TheMarginBelongsToTheLineThatWasFirst()
    {
        _margins.OnPacket(Line.A, 1, SentNs, 1000);
        _margins.OnPacket(Line.B, 1, SentNs, 1300);
        _margins.OnPacket(Line.B, 2, SentNs, 2000);
        _margins.OnPacket(Line.A, 2, SentNs, 2700);

        Assert.That((_margins.FirstA.TotalCount, _margins.FirstA.MaxNs), Is.EqualTo((1, 300)));
        Assert.That((_margins.FirstB.TotalCount, _margins.FirstB.MaxNs), Is.EqualTo((1, 700)));
    }

    [Test]
    public void ADuplicateOnTheSameLineAndAThirdCopyAreNoMargin()
    {
        _margins.OnPacket(Line.A, 5, SentNs, 1000);
        _margins.OnPacket(Line.A, 5, SentNs, 1100);
        _margins.OnPacket(Line.B, 5, SentNs, 1200);
        _margins.OnPacket(Line.B, 5, SentNs, 9000);
        _margins.OnPacket(Line.A, 5, SentNs, 9900);

        Assert.That((_margins.FirstA.TotalCount, _margins.FirstA.MaxNs, _margins.FirstB.TotalCount), Is.EqualTo((1, 200, 0)));
    }

    [Test]
    public void SequenceNumbersThatShareASlotAreDifferentPackets()
    {
        _margins.OnPacket(Line.A, 7, SentNs, 1000);
        _margins.OnPacket(Line.B, 7 + 8192, SentNs, 1300);
        _margins.OnPacket(Line.A, 0, SentNs, 5);

        Assert.That(_margins.FirstA.TotalCount + _margins.FirstB.TotalCount, Is.Zero);
    }

    [Test]
    public void TheLineThatWasReceivedFirstIsFirstWhicheverWasPolledFirst()
    {
        _margins.OnPacket(Line.A, 1, SentNs, 5000);
        _margins.OnPacket(Line.B, 1, SentNs, 4000);

        Assert.That(_margins.FirstA.TotalCount, Is.Zero);
        Assert.That((_margins.FirstB.TotalCount, _margins.FirstB.MaxNs), Is.EqualTo((1, 1000)));
    }

    [Test]
    public void APacketOfTheSameNumberOfAnotherSessionIsAnotherPacket()
    {
        _margins.OnPacket(Line.A, 1, SentNs, 1000);
        _margins.OnPacket(Line.B, 1, SentNs, 1100);
        _margins.OnPacket(Line.A, 1, SentNs + 1, 5000);
        _margins.OnPacket(Line.B, 1, SentNs + 1, 5300);

        Assert.That((_margins.FirstA.TotalCount, _margins.FirstA.MaxNs), Is.EqualTo((2, 300)));
    }

    [Test]
    public void EqualTimesTellOfNoLineThatItWasFirst()
    {
        _margins.OnPacket(Line.A, 1, SentNs, 5000);
        _margins.OnPacket(Line.B, 1, SentNs, 5000);

        Assert.That((_margins.FirstA.TotalCount, _margins.FirstB.TotalCount), Is.EqualTo((0, 0)));
    }

    [Test]
    public void CountingAllocatesNothing() => Assert.That(
        AllocationMeter.BytesOf(() =>
        {
            for (uint seqNum = 1; seqNum < 20_000; seqNum++)
            {
                _margins.OnPacket(Line.A, seqNum, SentNs, seqNum);
                _margins.OnPacket(Line.B, seqNum, SentNs, seqNum + 9);
            }
        }),
        Is.Zero);
}
