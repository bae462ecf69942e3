using System.Collections.Concurrent;

namespace Disruptor.Tests.Support;

/// <summary>Writes down every call, in order; can be told what to do in each.</summary>
internal class RecordingHandler : IValueEventHandler<long>
{
    private readonly ConcurrentQueue<string> _calls = new();

    internal IEnumerable<string> Calls => _calls;

    internal Action<long> Event { get; set; } = _ => { };

    internal Action Start { get; set; } = () => { };

    internal Action Shutdown { get; set; } = () => { };

    internal Action Timeout { get; set; } = () => { };

    public int? MaxBatchSize { get; set; }

    internal int CountOf(string prefix) => _calls.Count(call => call.StartsWith(prefix, StringComparison.Ordinal));

    public void OnEvent(ref long data, long sequence, bool endOfBatch)
    {
        Event(sequence);
        _calls.Enqueue(endOfBatch ? $"event {sequence}." : $"event {sequence}");
    }

    public void OnBatchStart(long batchSize) => _calls.Enqueue($"batch {batchSize}");

    public void OnStart()
    {
        _calls.Enqueue("start");
        Start();
    }

    public void OnShutdown()
    {
        _calls.Enqueue("shutdown");
        Shutdown();
    }

    public void OnTimeout(long sequence)
    {
        _calls.Enqueue($"timeout {sequence}");
        Timeout();
    }
}
