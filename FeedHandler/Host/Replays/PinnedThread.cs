using FeedHandler.Native;
using FeedHandler.Native.Threads;

namespace FeedHandler.Host.Replays;

/// <summary>A named thread of one job, on one core when asked, that keeps the failure of its job for whoever joins it.</summary>
internal sealed class PinnedThread
{
    private readonly Thread _thread;
    private readonly string _name;
    private readonly int? _core;
    private readonly Action _job;

    // Written by the thread, read by others after Join.
    private Exception? _failure;
    private NativeResult? _pinning;

    /// <summary>Starts the thread.</summary>
    /// <param name="name">Its name, at most 15 bytes for the kernel.</param>
    /// <param name="core">The core that it stays on, or null.</param>
    /// <param name="job">What it does.</param>
    public PinnedThread(string name, int? core, Action job)
    {
        _name = name;
        _core = core;
        _job = job;
        _thread = new Thread(Run) { Name = name, IsBackground = true };
        _thread.Start();
    }

    /// <summary>Why the thread is not on its core; null when it is, or none was asked for. Meaningful after <see cref="Join"/>.</summary>
    public NativeResult? PinningFailure => _pinning is { IsSuccess: false } ? _pinning : null;

    /// <summary>What the job threw. Meaningful after <see cref="Join"/>.</summary>
    public Exception? Failure => _failure;

    /// <summary>Waits for the end of the job.</summary>
    public void Join() => _thread.Join();

    private void Run()
    {
        ThreadName.SetForCurrentThread(_name);
        if (_core is { } core) _pinning = ThreadAffinity.PinCurrentThread(core);
        try
        {
            _job();
        }
        catch (Exception failure)
        {
            _failure = failure;
        }
    }
}
