using System.Text.Json;
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
    private const string IdleMs = "2000";

    // A machine that also builds or tests something else stops a thread for longer than a real gap may last.
    private const string GapTimeUs = "200000";

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

    /// <summary>Starts a feed and waits until it has joined its groups. It ends by itself when nothing comes any more.</summary>
    public ChildCommand StartFeed(string receiver, params string[] args)
    {
        ChildCommand feed = ChildCommand.Start(
            Receiver, [
                "run", "--lines", Lines, "--interface", "ra", "--interface-b", "rb", "--receiver", receiver, "--warm-up", "1", "--until-idle-ms", IdleMs, "--for", "80", "--gap-time-us", GapTimeUs,
                "--json", .. args,
            ]);
        feed.WaitForError("groups joined");
        return feed;
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

    public void Dispose()
    {
        Receiver?.Dispose();
        Sender.Dispose();
    }
}
