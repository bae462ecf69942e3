using System.Diagnostics;
using FeedHandler.Client;
using FeedHandler.Gateway.Sessions;

namespace FeedHandler.Gateway.Journals;

/// <summary>The thread that keeps a journal: a subscriber of the shared feed that nobody waits for.</summary>
internal sealed class JournalThread : IDisposable
{
    private const int IdleMs = 1;
    private const int EndMs = 2000;
    private readonly CancellationTokenSource _stop = new();
    private readonly JournalFolder _folder;
    private readonly JournalSync _sync;
    private readonly JournalWriter _writer;
    private readonly Thread _thread;
    private Exception? _broken;

    private JournalThread(GatewayOptions options, JournalFolder folder)
    {
        _folder = folder;
        _sync = new JournalSync(folder.Options.Folder, folder.Options.SyncMs);
        _writer = new JournalWriter(options, folder, _sync);
        _thread = new Thread(Run) { IsBackground = true, Name = "fh-journal" };
    }

    /// <summary>Its files.</summary>
    public JournalFolder Folder => _folder;

    /// <summary>Events that it has taken: written, or lost.</summary>
    public long TakenCount => _writer.Counters[JournalCount.Events] + _writer.Counters[JournalCount.Lost];

    /// <summary>Whether it goes on.</summary>
    public bool IsRunning => _thread.IsAlive;

    /// <summary>What it has written.</summary>
    public JournalReport Read() => new(
        _folder.Options.Folder, Enum.GetValues<JournalCount>().ToDictionary(static count => count, count => _writer.Counters[count]), Failure);

    /// <summary>Why it cannot go on; null while it can. It begins again by itself where it is for want of room.</summary>
    public string? Failure => Volatile.Read(ref _broken)?.Message ?? _writer.Failure ?? _sync.Failure;

    /// <summary>Begins one.</summary>
    /// <exception cref="GatewayException">The folder cannot be had.</exception>
    public static JournalThread Start(GatewayOptions options, JournalOptions journal)
    {
        JournalThread started = new(options, JournalFolder.Open(journal));
        started.OpenFeed();
        started._thread.Start();
        return started;
    }

    /// <summary>Ends it, behind what the feed has told by now.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _writer.Dispose();
        _sync.Dispose();
        _folder.Dispose();
        _stop.Dispose();
    }

    // A feed that is not there is looked for with each turn; what else is wrong with it the loops tell.
    private void OpenFeed()
    {
        try
        {
            _writer.Open();
        }
        catch (SharedFeedException)
        {
            // looked for again
        }
    }

    private void Run()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                if (!_writer.Turn(Environment.TickCount64)) Thread.Sleep(IdleMs);
            }

            Stopwatch ending = Stopwatch.StartNew();
            while (_writer.Turn(Environment.TickCount64) && ending.ElapsedMilliseconds < EndMs)
            {
                // the rest of what was told
            }
        }
        catch (Exception failure)
        {
            Volatile.Write(ref _broken, failure);
        }
    }
}
