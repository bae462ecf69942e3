using System.Collections.Concurrent;

namespace Disruptor.Tests.Support;

/// <summary>Writes down every exception of a handler of reference events, and lets the processor go on.</summary>
internal sealed class RecordingReferenceExceptionHandler : IExceptionHandler<Box>
{
    private readonly ConcurrentQueue<string> _calls = new();

    internal IEnumerable<string> Calls => _calls;

    public void HandleEventException(Exception ex, long sequence, Box? evt) => _calls.Enqueue($"event {sequence} {evt?.Value} {ex.Message}");

    public void HandleEventException(Exception ex, long sequence, EventBatch<Box> batch) => _calls.Enqueue($"batch {sequence} of {batch.Length} {ex.Message}");

    public void HandleOnTimeoutException(Exception ex, long sequence) => _calls.Enqueue($"timeout {sequence} {ex.Message}");

    public void HandleOnStartException(Exception ex) => _calls.Enqueue($"start {ex.Message}");

    public void HandleOnShutdownException(Exception ex) => _calls.Enqueue($"shutdown {ex.Message}");
}
