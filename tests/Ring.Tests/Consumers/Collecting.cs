namespace FeedHandler.Ring.Tests.Consumers;

/// <summary>Keeps what it is given.</summary>
internal struct Collecting() : IRingHandler<Collecting, long>
{
    internal List<long> Values { get; } = [];

    internal List<long> Sequences { get; } = [];

    internal List<long> BatchCounts { get; } = [];

    internal long LostCount { get; private set; }

    internal int BatchEndCount { get; private set; }

    internal int RestartCount { get; private set; }

    public void OnEvent(ref long data, long sequence, bool endOfBatch)
    {
        Values.Add(data);
        Sequences.Add(sequence);
        if (endOfBatch) BatchEndCount++;
    }

    public static void OnBatchStart(ref Collecting handler, long eventCount, long lagCount) => handler.BatchCounts.Add(eventCount);

    public static void OnLost(ref Collecting handler, long lostCount) => handler.LostCount += lostCount;

    public static void OnRestart(ref Collecting handler) => handler.RestartCount++;
}
