using FeedHandler.Engine;
using FeedHandler.Latency.Clocks;
using FeedHandler.Native;
using FeedHandler.Native.Threads;
using FeedHandler.Replay;

namespace FeedHandler.Host.Bench;

/// <summary>Times passes on the calling thread, which is dedicated to this.</summary>
/// <param name="store">The packets.</param>
/// <param name="passCount">Timed passes for each mode.</param>
/// <param name="core">The core to measure on, or null for any.</param>
/// <param name="stop">Ends the measurement early.</param>
internal sealed class BenchRunner(PacketStore store, int passCount, int? core, CancellationToken stop)
{
    private const long WarmUpNs = 400_000_000;
    private const int WarmUpPassCountMin = 40;
    private const int CompileMs = 150;

    /// <summary>Why the thread could not be pinned; null when it was, or was not to be.</summary>
    public string? PinningFailure { get; private set; }

    /// <summary>Measures each mode in turn.</summary>
    public List<BenchResult> Run(IEnumerable<IBenchPass> passes)
    {
        IBenchPass[] all = [.. passes];
        foreach (IBenchPass pass in all) WarmUp(pass);
        Pin();
        List<BenchResult> results = [];
        foreach (IBenchPass pass in all)
        {
            if (!stop.IsCancellationRequested) results.Add(Measure(pass));
        }

        return results;
    }

    // Long enough for the compiler to count calls, look at profiles and compile again in the background, on whatever core is free.
    private void WarmUp(IBenchPass pass)
    {
        MonotonicClock clock = default;
        for (int round = 0; round < 2; round++)
        {
            long untilNs = clock.NowNs() + (WarmUpNs / 2);
            for (int i = 0; (i < WarmUpPassCountMin || clock.NowNs() < untilNs) && !stop.IsCancellationRequested; i++)
            {
                pass.Run(store);
                pass.Finish();
                if (clock.NowNs() > untilNs + WarmUpNs) break; // a large capture is warm after one pass
            }

            Thread.Sleep(CompileMs);
        }
    }

    // Only now: a pinned process would have starved the compiler's thread.
    private void Pin()
    {
        if (core is null) return;
        NativeResult result = ThreadAffinity.PinCurrentThread(core.Value);
        if (!result.IsSuccess) PinningFailure = result.ToString();
    }

    private BenchResult Measure(IBenchPass pass)
    {
        MonotonicClock clock = default;
        long[] durationsNs = new long[passCount];
        PassCount[] counts = new PassCount[passCount];
        long allocatedBytes = 0;
        int count = 0;
        for (; count == 0 || (count < passCount && !stop.IsCancellationRequested); count++)
        {
            long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
            long startNs = clock.NowNs();
            pass.Run(store);
            durationsNs[count] = clock.NowNs() - startNs;
            allocatedBytes += GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
            counts[count] = pass.Finish();
        }

        Array.Sort(durationsNs, 0, count);
        bool doAgree = Array.TrueForAll(counts[..count], other => other == counts[0]);
        return new BenchResult(pass.Name, pass.Description, store.Count, counts[0], durationsNs[count / 2], durationsNs[0], allocatedBytes, doAgree);
    }
}
