using System.Diagnostics;
using System.Text.Json;
using FeedHandler.Engine;
using FeedHandler.Host.Tests.Live.Support;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Live;

/// <summary>
/// A complete live system on one machine: a publisher and a feed in network namespaces of their own, joined by one virtual cable for each line.
/// </summary>
internal sealed class LiveSystem : IDisposable
{
    private const string GroupA = "239.83.40.1:14340";
    private const string GroupB = "239.83.40.2:15340";
    private static readonly TimeSpan SendingLimit = TimeSpan.FromSeconds(120);

    // A machine that also builds or tests something else stops a thread for longer than a real gap may last.
    private const string GapTimeUs = "200000";

    /// <summary>How long one publisher may be held up while it sends: after so much silence a feed ends.</summary>
    public const int IdleMs = 1000;

    /// <summary>When a feed ends at the latest, of which no test is to hear: others run beside it.</summary>
    public const int SecondsMax = 240;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("feedhandler-live-");

    public LiveSystem()
    {
        Sender = new NetworkNamespace();
        try
        {
            Receiver = new NetworkNamespace();
            NetworkNamespace.Connect(Sender, "xa", "10.91.1.1/24", Receiver, "ra", "10.91.1.2/24");
            NetworkNamespace.Connect(Sender, "xb", "10.91.2.1/24", Receiver, "rb", "10.91.2.2/24");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public static string Capture { get; } = Repository.PathOf("captures/cme-simulated.pcapng");

    public static string Lines { get; } = $"{GroupA}=A,{GroupB}=B";

    public NetworkNamespace Sender { get; }

    public NetworkNamespace Receiver { get; } = null!;

    /// <summary>Starts a feed by options alone, whose threads spin, and waits until it has joined its groups. It ends by itself when nothing comes any more.</summary>
    public ChildCommand StartSpinningFeed(string receiver, params string[] args) =>
        Start(["--lines", Lines, "--interface", "ra", "--interface-b", "rb", "--receiver", receiver, "--warm-up", "1", .. args]);

    /// <summary>Starts the same feed with threads that wait, as others are tested beside it; that takes a configuration.</summary>
    public ChildCommand StartFeed(string receiver, params string[] args)
    {
        string path = Path.Combine(_folder.FullName, "feed.json");
        File.WriteAllText(path, JsonSerializer.Serialize(new
        {
            lines = new object[] { new { line = "A", group = GroupA, @interface = "ra" }, new { line = "B", group = GroupB, @interface = "rb" } },
            receiver = new { kind = receiver, wait = LiveSetup.WaitOf(receiver) },
            ring = new { wait = "blocking" },
        }));
        return Start([path, "--warm-up", "0", .. args]);
    }

    private ChildCommand Start(string[] args)
    {
        ChildCommand feed = ChildCommand.Start(
            Receiver, ["run", .. args, "--until-idle-ms", $"{IdleMs}", "--for", $"{SecondsMax}", "--gap-time-us", GapTimeUs, "--json"]);
        feed.WaitForError("groups joined");
        return feed;
    }

    /// <summary>Starts a feed by a configuration file in a channel's folder, and waits until it has joined its groups.</summary>
    public ChildCommand StartFeed(LiveSetup setup, LiveChannel channel, params string[] args)
    {
        string path = Path.Combine(channel.Folder, "feed.json");
        setup.Write(path);
        ChildCommand feed = ChildCommand.Start(Receiver, ["run", path, "--until-idle-ms", $"{setup.IdleMs}", "--for", $"{setup.SecondsMax}", "--json", .. args]);
        feed.WaitForError("groups joined");
        return feed;
    }

    /// <summary>Starts to publish a channel to its groups.</summary>
    public ChildCommand StartPublisher(LiveChannel channel, int id, params string[] args) => ChildCommand.Start(
        Sender, [
            "publish", channel.Capture, "--interface-a", "xa", "--interface-b", "xb", "--group-a", $"{LiveSetup.GroupA(id)}",
            "--group-b", $"{LiveSetup.GroupB(id)}", "--json", .. args,
        ]);

    /// <summary>Waits until this many more packets have left for the receiving side.</summary>
    public void WaitForSent(long packetCount)
    {
        (long start, long begin) = (SentCount(), Stopwatch.GetTimestamp());
        while (SentCount() - start < packetCount)
        {
            if (Stopwatch.GetElapsedTime(begin) > SendingLimit) Assert.Fail($"{SentCount() - start} of {packetCount} packets were sent");
            Thread.Sleep(1);
        }
    }

    /// <summary>Publishes a capture to both lines, to its end.</summary>
    public JsonElement Publish(string capture, params string[] args) => ChildCommand.Run(
        Sender, ["publish", capture, "--interface-a", "xa", "--interface-b", "xb", "--group-a", GroupA, "--group-b", GroupB, "--json", .. args]);

    /// <summary>What `replay` says of a capture.</summary>
    public static JsonElement Replay(string capture, params string[] args)
    {
        CommandRun run = CommandRun.Of(["replay", capture, "--json", .. args]);
        Assert.That(run.Code, Is.Zero, run.Error);
        return run.Json;
    }

    private long SentCount() => Sender.Run(static () => File.ReadLines("/proc/thread-self/net/dev")
        .Select(static line => line.Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries))
        .Where(static words => words[0] is "xa" or "xb")
        .Sum(static words => long.Parse(words[10], System.Globalization.CultureInfo.InvariantCulture)));

    public void Dispose()
    {
        Receiver?.Dispose();
        Sender?.Dispose();
        _folder.Delete(recursive: true);
    }
}
