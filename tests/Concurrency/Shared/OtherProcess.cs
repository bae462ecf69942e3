using System.Diagnostics;
using System.Globalization;
using FeedHandler.Concurrency.Ring;
using FeedHandler.Ring;

namespace FeedHandler.Concurrency.Shared;

/// <summary>
/// What the other process of a test does: `write PATH CAPACITY` publishes checked events as fast as it can until it is killed,
/// `read PATH COUNT PAUSE` takes so many, sleeping so many milliseconds after every thousand, and prints what it found.
/// </summary>
internal static class OtherProcess
{
    internal const string Ready = "ready";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal static int Run(string[] arguments) => arguments switch
    {
        ["write", var path, var capacity] => Write(path, Number(capacity)),
        ["read", var path, var count, var pauseMs] => Read(path, Number(count), Number(pauseMs)),
        _ => 2,
    };

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    // Ends by itself when the test that should kill it was killed.
    private static int Write(string path, int capacity)
    {
        SharedRingResult result = SharedRingWriter<CheckedEvent>.TryOpen(path, capacity, out SharedRingWriter<CheckedEvent>? writer);
        if (!result.IsOpened) return Fail(result);
        Console.WriteLine(Ready);
        Stopwatch running = Stopwatch.StartNew();
        for (long sequence = writer!.Events.Cursor + 1; running.Elapsed < Patience; sequence++)
        {
            writer.Events.Claim().Write(sequence);
            if (sequence % 7 == 0) writer.Events.Publish();
            if (sequence % 1024 == 0) writer.Beat(Stopwatch.GetTimestamp());
        }

        writer.Dispose();
        return 0;
    }

    private static int Read(string path, int eventCount, int pauseMs)
    {
        SharedRingResult result = SharedRingReader<CheckedEvent>.TryOpen(path, BroadcastStart.Now, out SharedRingReader<CheckedEvent>? reader);
        if (!result.IsOpened) return Fail(result);
        Console.WriteLine(Ready);
        Stopwatch running = Stopwatch.StartNew();
        long wrongCount = 0;
        while (reader!.Events.TakenCount < eventCount && running.Elapsed < Patience)
        {
            BroadcastRead read = reader.Events.TryRead(out CheckedEvent taken);
            if (read == BroadcastRead.Empty) Thread.Yield();
            if (read != BroadcastRead.Taken) continue;
            if (!taken.IsOf(reader.Events.NextSequence - 1)) wrongCount++;
            if (pauseMs > 0 && reader.Events.TakenCount % 1000 == 0) Thread.Sleep(pauseMs);
        }

        Console.WriteLine($"{reader.Events.TakenCount} {wrongCount} {reader.Events.LostCount}");
        reader.Dispose();
        return 0;
    }

    private static int Fail(SharedRingResult result)
    {
        Console.Error.WriteLine(result);
        return 1;
    }
}
