using FeedHandler.Native;
using FeedHandler.Native.Files;

namespace FeedHandler.Gateway.Journals;

/// <summary>
/// Has the system put on its disk what a journal writes, on a thread of its own, as that may take long: a loss of power takes no more than what was written
/// since. A file that has ended is let go here, when it is there.
/// </summary>
internal sealed class JournalSync : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Queue<JournalFile> _ended = [];
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly Thread? _thread;
    private readonly string _folder;
    private readonly int _periodMs;
    private JournalFile? _current;
    private string? _failure;
    private volatile bool _isStopping;

    /// <summary>Makes it.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="periodMs">How often; 0 for never, and without a thread.</param>
    public JournalSync(string folder, int periodMs)
    {
        (_folder, _periodMs) = (folder, periodMs);
        if (periodMs == 0) return;
        _thread = new Thread(Run) { IsBackground = true, Name = "fh-journal-sync" };
        _thread.Start();
    }

    /// <summary>Why the disk did not take it at last; null when it did.</summary>
    public string? Failure => Volatile.Read(ref _failure);

    /// <summary>Says which file grows from now on.</summary>
    public void Follow(JournalFile file)
    {
        lock (_gate) _current = file;
    }

    /// <summary>Takes a file that has ended.</summary>
    public void Release(JournalFile file)
    {
        lock (_gate)
        {
            _current = null;
            if (_thread is not null) _ended.Enqueue(file);
        }

        if (_thread is null) file.Dispose();
        else _wake.Set();
    }

    /// <summary>Ends it, when all is on the disk.</summary>
    public void Dispose()
    {
        _isStopping = true;
        _wake.Set();
        _thread?.Join();
        _wake.Dispose();
    }

    private void Run()
    {
        bool isLast;
        do
        {
            _wake.WaitOne(_periodMs);
            isLast = _isStopping;
            bool hasEnded = false;
            for (; TryTakeEnded(out JournalFile? ended); hasEnded = true)
            {
                Tell(ended!.Sync());
                ended.Dispose();
            }

            if (hasEnded) Tell(WrittenFile.SyncFolder(_folder));
            SyncCurrent();
        }
        while (!isLast);
    }

    private bool TryTakeEnded(out JournalFile? file)
    {
        lock (_gate) return _ended.TryDequeue(out file);
    }

    /// <summary>Has the file that grows on the disk now. By one thread: one that ends meanwhile stays open until that takes it from the queue.</summary>
    internal void SyncCurrent()
    {
        JournalFile? current;
        lock (_gate) current = _current;
        if (current is not null) Tell(current.Sync());
    }

    private void Tell(NativeResult result) => Volatile.Write(ref _failure, result.IsSuccess ? null : result.ToString());
}
