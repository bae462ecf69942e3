using FeedHandler.Core.Events;
using FeedHandler.Journals;
using FeedHandler.Gateway.Journals;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Gateway.Tests.Sessions.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Gateway.Tests.Journals;

/// <summary>A feed that a test writes, and a journal of it that goes on when the test says so.</summary>
internal sealed class JournalStage : IDisposable
{
    private JournalFolder _folder;
    private long _nowMs;

    public JournalStage(int fileBytes = 1 << 20, int fileCountMax = 100, int eventCount = 4096)
    {
        Require.That(OperatingSystem.IsLinux(), "shared feeds are those of Linux");
        Feed = new TestFeed(eventCount);
        _folder = JournalFolder.Open(new JournalOptions(Path.Combine(Feed.Folder, "journal")) { FileBytes = fileBytes, FileCountMax = fileCountMax });
        Sync = new JournalSync(Folder, periodMs: 0);
        Writer = Begin();
    }

    public TestFeed Feed { get; }

    /// <summary>Has what was written on the disk when the test says so.</summary>
    public JournalSync Sync { get; }

    public JournalWriter Writer { get; private set; }

    public string Folder => _folder.Options.Folder;

    public IReadOnlyList<string> Files => JournalFiles.Of(Folder);

    public void TwoInstruments()
    {
        Feed.Define(0, "ESZ6");
        Feed.Define(1, "CLF7", "CL", "CL");
        Feed.Quote(0, 100);
        Feed.Quote(1, 200);
        Feed.Publish();
        TakeAll();
    }

    public void Quote(int count)
    {
        for (int i = 0; i < count; i++) Feed.Quote(i & 1, 1000 + i);
        Feed.Publish();
    }

    public void TakeAll()
    {
        while (Writer.Turn(_nowMs))
        {
            // goes on
        }
    }

    /// <summary>Ends the journal, and goes on with it.</summary>
    public void Reopen(Func<JournalOptions, JournalOptions> change)
    {
        Writer.Dispose();
        _folder.Dispose();
        _folder = JournalFolder.Open(change(_folder.Options));
        Writer = Begin();
    }

    public void Pass(int ms) => _nowMs += ms;

    /// <summary>What is found in all files, in order.</summary>
    public static (List<JournalFileReport> Files, JournalCheck Check) Check(IEnumerable<string> files)
    {
        JournalCheck check = new();
        return ([.. files.Select(file => check.Take(Path.GetFileName(file), file))], check);
    }

    private JournalWriter Begin()
    {
        JournalWriter writer = new(new GatewayOptions { FeedPath = Feed.FilePath, Listen = new(System.Net.IPAddress.Loopback, 0) }, _folder, Sync);
        writer.Open();
        return writer;
    }

    public void Dispose()
    {
        Writer.Dispose();
        Sync.Dispose();
        _folder.Dispose();
        Feed.Dispose();
    }
}
