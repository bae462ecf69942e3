using System.Collections.Concurrent;

namespace Disruptor.Tests.Support;

/// <summary>Writes down every call, in order, of whichever kind of handler it is used as; can be told what to do with each event.</summary>
internal sealed class RecordingReferenceHandler : IEventHandler<Box>, IBatchEventHandler<Box>, IAsyncBatchEventHandler<Box>, IWorkHandler<Box>
{
    private readonly ConcurrentQueue<string> _calls = new();

    internal IEnumerable<string> Calls => _calls;

    internal Action<long> Event { get; set; } = _ => { };

    internal Action Timeout { get; set; } = () => { };

    public int? MaxBatchSize { get; set; }

    internal int CountOf(string prefix) => _calls.Count(call => call.StartsWith(prefix, StringComparison.Ordinal));

    public void OnEvent(Box data, long sequence, bool endOfBatch) => Take(sequence, endOfBatch ? $"event {sequence}." : $"event {sequence}");

    public void OnEvent(Box evt) => Take(evt.Value, $"event {evt.Value}");

    public void OnBatch(EventBatch<Box> batch, long sequence)
    {
        for (int i = 0; i < batch.Length; i++) Take(sequence + i, i == batch.Length - 1 ? $"event {sequence + i}." : $"event {sequence + i}");
    }

    async ValueTask IAsyncBatchEventHandler<Box>.OnBatch(EventBatch<Box> batch, long sequence)
    {
        await Task.Yield();
        OnBatch(batch, sequence);
    }

    public void OnBatchStart(long batchSize) => _calls.Enqueue($"batch {batchSize}");

    public void OnStart() => _calls.Enqueue("start");

    public void OnShutdown() => _calls.Enqueue("shutdown");

    public void OnTimeout(long sequence)
    {
        _calls.Enqueue($"timeout {sequence}");
        Timeout();
    }

    private void Take(long sequence, string call)
    {
        Event(sequence);
        _calls.Enqueue(call);
    }
}
