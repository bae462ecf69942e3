using System.Diagnostics;

namespace HdrHistogram;

public static partial class HistogramExtensions
{
    /// <summary>Runs an action and records how long it took, in ticks of <see cref="Stopwatch"/>. Nothing is recorded when it throws.</summary>
    /// <param name="recorder">where to record</param>
    /// <param name="action">what to run; keep the delegate to save its allocation</param>
    /// <exception cref="IndexOutOfRangeException">it took longer than the recorder covers</exception>
    public static void Record(this IRecorder recorder, Action action)
    {
        ArgumentNullException.ThrowIfNull(recorder);
        ArgumentNullException.ThrowIfNull(action);
        long start = Stopwatch.GetTimestamp();
        action();
        recorder.RecordValue(Stopwatch.GetTimestamp() - start);
    }

    /// <summary>Begins a duration that ends when the result is disposed; it is recorded then, in ticks of <see cref="Stopwatch"/>.</summary>
    /// <param name="recorder">where to record</param>
    /// <returns>the scope, one allocation each; disposed again it records again</returns>
    public static IDisposable RecordScope(this IRecorder recorder)
    {
        ArgumentNullException.ThrowIfNull(recorder);
        return new Scope(recorder);
    }

    private sealed class Scope(IRecorder recorder) : IDisposable
    {
        private readonly long _start = Stopwatch.GetTimestamp();

        public void Dispose() => recorder.RecordValue(Stopwatch.GetTimestamp() - _start);
    }
}
