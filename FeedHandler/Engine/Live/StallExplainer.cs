using System.Buffers.Text;
using System.Globalization;
using FeedHandler.Latency.Stalls;
using Microsoft.Win32.SafeHandles;

namespace FeedHandler.Engine;

/// <summary>
/// Looks for why a feed thread stood still where its own counts do not say: ten times a second it reads what interrupted the thread's core and how fast the
/// core ran. A stall in a look with more interrupts of one source than twice the usual is theirs; else, in one over which the frequency changed by more than a
/// tenth, it is that change's; else it stays what it was called. Runs on a thread of its own and allocates nothing in steady state.
/// </summary>
/// <param name="polls">What the feed thread does, with its stalls and its core.</param>
/// <param name="files">Where the kernel tells.</param>
internal sealed class StallExplainer(PollCounters polls, SystemFiles files) : IDisposable
{
    private const int TextBytesMin = 1 << 16;
    private const int TextBytesMax = 1 << 22;
    private const double FrequencyShare = 0.1;
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);
    private readonly ManualResetEvent _ended = new(initialState: false);
    private readonly CoreInterrupts _hard = new();
    private readonly CoreInterrupts _soft = new();
    private readonly SafeFileHandle? _hardFile = Open(files, "proc/interrupts");
    private readonly SafeFileHandle? _softFile = Open(files, "proc/softirqs");
    private SafeFileHandle? _frequencyFile;
    private byte[] _text = new byte[TextBytesMin];
    private int _core = -1;
    private long _frequency;
    private long _seenCount;
    private Thread? _thread;

    /// <summary>Begins to look, where the feed thread tells stalls at all.</summary>
    /// <param name="polls">What it does.</param>
    /// <returns>Disposed of, it looks a last time and tells what interrupted the thread.</returns>
    public static StallExplainer? Start(PollCounters polls)
    {
        if (!polls.IsSpinning) return null;
        StallExplainer explainer = new(polls, new SystemFiles("/"));
        explainer._thread = new Thread(explainer.Run) { Name = "stall-causes", IsBackground = true };
        explainer._thread.Start();
        return explainer;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ended.SafeWaitHandle.IsClosed) return;
        _ended.Set();
        _thread?.Join();
        Look();
        polls.Interrupters = [.. _hard.Blamed.Concat(_soft.Blamed).OrderByDescending(static blamed => blamed.Count)];
        _hardFile?.Dispose();
        _softFile?.Dispose();
        _frequencyFile?.Dispose();
        _ended.Dispose();
    }

    /// <summary>Reads what the kernel counts, and explains the stalls since the last look.</summary>
    internal void Look()
    {
        int core = polls.Core;
        if (core < 0) return;
        if (core != _core) Follow(core);
        _hard.Take(Read(_hardFile), core);
        _soft.Take(Read(_softFile), core);
        bool hasChangedFrequency = HasChangedFrequency();
        if (!Explain(hasChangedFrequency))
        {
            _hard.Learn();
            _soft.Learn();
        }
    }

    private void Run()
    {
        while (!_ended.WaitOne(Period)) Look();
    }

    // Another core has a frequency of its own, and what came before on it is not known.
    private void Follow(int core)
    {
        _core = core;
        _frequencyFile?.Dispose();
        _frequencyFile = Open(files, string.Create(CultureInfo.InvariantCulture, $"sys/devices/system/cpu/cpu{core}/cpufreq/scaling_cur_freq"));
        _frequency = 0;
    }

    // Whether there was anything to explain.
    private bool Explain(bool hasChangedFrequency)
    {
        long count = polls.Stalls.Count;
        bool hasAny = false;
        for (_seenCount = Math.Max(_seenCount, count - StallLog.KeptCount); _seenCount < count; _seenCount++)
        {
            if (!polls.Stalls.TryRead(_seenCount, out Stall stall) || stall.Cause != StallCause.Interruption) continue;
            hasAny = true;
            if (_hard.BlameUnusual() || _soft.BlameUnusual()) polls.Stalls.Explain(_seenCount, StallCause.Interrupt);
            else if (hasChangedFrequency) polls.Stalls.Explain(_seenCount, StallCause.Frequency);
        }

        return hasAny;
    }

    private bool HasChangedFrequency()
    {
        ReadOnlySpan<byte> text = Read(_frequencyFile);
        if (!Utf8Parser.TryParse(text, out long frequency, out _) || frequency <= 0) return false;
        bool hasChanged = _frequency > 0 && Math.Abs(frequency - _frequency) > _frequency * FrequencyShare;
        _frequency = frequency;
        return hasChanged;
    }

    // The kernel writes such a file anew at each reading from its start, in portions of a page or more.
    private ReadOnlySpan<byte> Read(SafeFileHandle? file)
    {
        int length = 0;
        try
        {
            while (file is not null)
            {
                if (length == _text.Length && _text.Length < TextBytesMax) Array.Resize(ref _text, _text.Length * 2);
                int read = RandomAccess.Read(file, _text.AsSpan(length), length);
                if (read == 0) break;
                length += read;
            }
        }
        catch (IOException)
        {
            return []; // a core that went off has none of it
        }

        return _text.AsSpan(0, length);
    }

    private static SafeFileHandle? Open(SystemFiles files, string path)
    {
        try
        {
            return File.OpenHandle(files.PathOf(path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
