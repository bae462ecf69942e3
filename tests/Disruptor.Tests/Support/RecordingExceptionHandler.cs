using System.Collections.Concurrent;

namespace Disruptor.Tests.Support;

/// <summary>Writes down every exception and lets the processor go on.</summary>
internal sealed class RecordingExceptionHandler : IValueExceptionHandler<long>
{
    private readonly ConcurrentQueue<string> _calls = new();

    internal IEnumerable<string> Calls => _calls;

    public void HandleEventException(Exception ex, long sequence, ref long evt) => _calls.Enqueue($"event {sequence} {evt} {ex.Message}");

    public void HandleOnTimeoutException(Exception ex, long sequence) => _calls.Enqueue($"timeout {sequence} {ex.Message}");

    public void HandleOnStartException(Exception ex) => _calls.Enqueue($"start {ex.Message}");

    public void HandleOnShutdownException(Exception ex) => _calls.Enqueue($"shutdown {ex.Message}");
}
