using FeedHandler.Core.Packets;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Replay.Publishing;

/// <summary>Decides what goes wrong with each packet. Every packet takes the same number of choices, so that one fault does not move another.</summary>
internal sealed class FaultInjector(PublishFaults faults, PublishCounters counters)
{
    private const int BitsPerByte = 8;
    private readonly SeededRandom _random = new(faults.Seed);

    /// <summary>How many copies of a packet go out: 0, 1 or 2.</summary>
    public int CopiesOf(Line line)
    {
        bool isDropped = IsStruck(line, faults.DropRate) | line == faults.DropLine;
        bool isDuplicated = IsStruck(line, faults.DuplicateRate);
        if (isDropped)
        {
            counters.DroppedCount++;
            return 0;
        }

        if (!isDuplicated) return 1;
        counters.DuplicatedCount++;
        return 2;
    }

    /// <summary>Turns a bit, or leaves the packet as it is.</summary>
    public void Corrupt(Line line, Span<byte> payload)
    {
        bool isCorrupted = IsStruck(line, faults.CorruptRate);
        ulong place = _random.Next();
        if (!isCorrupted || payload.Length == 0) return;
        int bit = (int)(place % (ulong)(payload.Length * BitsPerByte));
        payload[bit / BitsPerByte] ^= (byte)(1 << (bit % BitsPerByte));
        counters.CorruptedCount++;
    }

    /// <summary>An index below a count.</summary>
    public int Choose(int count) => _random.Below(count);

    /// <summary>How much later than the capture says a line comes, in nanoseconds.</summary>
    public long DelayNs(Line line) => line == Line.B ? Math.Max(0, faults.SkewNs) : Math.Max(0, -faults.SkewNs);

    // 53 bits of a number are a share of 1; it is drawn whether the line can be struck or not.
    private bool IsStruck(Line line, double rate) =>
        (_random.Next() >> 11) * (1.0 / (1UL << 53)) < rate && (faults.FaultLine is null || faults.FaultLine == line);
}
