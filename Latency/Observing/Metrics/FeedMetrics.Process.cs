using System.Buffers.Text;
using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace FeedHandler.Observing;

/// <content>The process: collections, which stop every thread of it, memory and processor.</content>
public sealed partial class FeedMetrics
{
    private const string MemoryFile = "/proc/self/statm";
    private SafeFileHandle? _statm;
    private long _residentPages;

    private void AddProcess()
    {
        Metric collections = Counter("feedhandler_gc_collections_total", "Collections of garbage since the process started, by generation.");
        for (int generation = 0; generation <= GC.MaxGeneration; generation++)
        {
            int asked = generation;
            collections.Add(() => GC.CollectionCount(asked), ("generation", Number(generation)));
        }

        Counter("feedhandler_gc_pause_seconds_total", "How long collections stopped the process.").Add(static () => GC.GetTotalPauseDuration().TotalSeconds);
        Counter("feedhandler_gc_allocated_bytes_total", "Bytes that all threads allocated.").Add(static () => GC.GetTotalAllocatedBytes());
        Gauge("feedhandler_gc_heap_bytes", "Bytes of the managed heap in use.").Add(static () => GC.GetTotalMemory(forceFullCollection: false));
        Counter("process_cpu_seconds_total", "Processor time of all threads, in user mode and in the kernel.").Add(static () => CpuSeconds());
        double start = new DateTimeOffset(Process.GetCurrentProcess().StartTime).ToUnixTimeMilliseconds() / 1e3;
        Gauge("process_start_time_seconds", "When the process started, in seconds since the Unix epoch.").Add(() => start);
        if (!File.Exists(MemoryFile)) return;
        _statm = File.OpenHandle(MemoryFile);
        int pageSize = Environment.SystemPageSize;
        Gauge("process_resident_memory_bytes", "Memory of the process that is in RAM.").Add(() => _residentPages * (double)pageSize);
    }

    private void ReadProcess()
    {
        if (_statm is null) return;
        Span<byte> text = stackalloc byte[128];
        ReadOnlySpan<byte> numbers = text[..RandomAccess.Read(_statm, text, 0)];
        int second = numbers.IndexOf((byte)' ') + 1;
        if (Utf8Parser.TryParse(numbers[second..], out long pages, out _)) _residentPages = pages;
    }

    private static double CpuSeconds()
    {
        Environment.ProcessCpuUsage usage = Environment.CpuUsage;
        return usage.TotalTime.TotalSeconds;
    }
}
