using BenchmarkDotNet.Attributes;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Benchmarks.Core;

/// <summary>What the judgement of one packet costs. The sequence goes on from operation to operation, as on a line.</summary>
public class ArbitrationBenchmarks
{
    private const int PacketCount = 4096;
    private readonly byte[] _payload = new byte[256]; // a median packet of a futures channel
    private LineArbitrator<CmeMdp3> _arbitrator = null!;
    private uint _seqNum;

    [GlobalSetup]
    public void Setup()
    {
        _arbitrator = new LineArbitrator<CmeMdp3>(new ArbitrationOptions(), FeedMap.TwoLines, 0);
        _seqNum = 1;
        Offer(_seqNum++, Line.A);
    }

    [GlobalCleanup]
    public void Cleanup() => _arbitrator.Dispose();

    /// <summary>One line, each packet the next.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = PacketCount)]
    public long InOrder()
    {
        long taken = 0;
        for (int i = 0; i < PacketCount; i++) taken += (long)Offer(_seqNum++, Line.A);
        return taken;
    }

    /// <summary>Both lines, each packet first on A, then on B. One operation is one arrival.</summary>
    [Benchmark(OperationsPerInvoke = PacketCount)]
    public long AlternatingDuplicates()
    {
        long taken = 0;
        for (int i = 0; i < PacketCount / 2; i++)
        {
            taken += (long)Offer(_seqNum, Line.A);
            taken += (long)Offer(_seqNum++, Line.B);
        }

        return taken;
    }

    /// <summary>Pairs that arrive the wrong way round: one is kept and taken out again. One operation is one arrival.</summary>
    [Benchmark(OperationsPerInvoke = PacketCount)]
    public long Reordered()
    {
        long taken = 0;
        for (int i = 0; i < PacketCount / 2; i++)
        {
            taken += (long)Offer(_seqNum + 1, Line.A);
            taken += (long)Offer(_seqNum, Line.A);
            while (_arbitrator.TryTakeHeld(out Packet held, out _)) taken += held.Bytes.Length;
            _seqNum += 2;
        }

        return taken;
    }

    private Verdict Offer(uint seqNum, Line line)
    {
        PacketHeader header = new() { First = seqNum, Count = 1, SendingTimeNs = seqNum };
        return _arbitrator.Offer(ref header, new Packet(_payload, seqNum, (int)line), nowNs: seqNum);
    }
}
