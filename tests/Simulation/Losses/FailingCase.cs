using FeedHandler.Core.Frames;
using FeedHandler.Core.Packets;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Shrinking;
using FeedHandler.Replay.Simulator;
using FeedHandler.Replay.Writing;

namespace FeedHandler.Simulation.Losses;

/// <summary>Keeps a case that fails: the fewest of its arrivals that fail in the same way, as a capture with every group of the channel.</summary>
internal static class FailingCase
{
    private const int RunsMax = 2000;
    private static readonly CaptureLines Lines = new() { SnapshotMs = 1, DefinitionMs = 1, OrderSnapshotMs = 1 }; // groups for all that may arrive

    /// <summary>Shrinks a case and writes it.</summary>
    /// <param name="sent">The case.</param>
    /// <param name="fault">What is wrong with one, or null.</param>
    /// <returns>What is left of it, where it lies and how to look at it.</returns>
    public static KeptCase Keep(SentCase sent, Func<SentCase, string?> fault)
    {
        string kind = KindOf(fault(sent)!);
        Shrinker shrinker = new(sent.Arrivals.Count, places => fault(sent.Only(places)) is { } other && KindOf(other) == kind, RunsMax);
        shrinker.Run(static () => true);
        SentCase least = sent.Only(shrinker.Smallest);
        string folder = Path.Combine(TestContext.CurrentContext.WorkDirectory, "failures");
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, $"{TestContext.CurrentContext.Test.MethodName}-{sent.Seed}.pcapng");
        Write(least.Arrivals, path);
        return new KeptCase(least, path, shrinker.IsMinimal, fault(least)!);
    }

    /// <summary>The groups of such a capture, as <c>replay --lines</c> takes them.</summary>
    public static string LinesOf(SentCase sent) => Lines.ToText(sent.Sessions[0].ApplId);

    // The same fault at another packet, of another instrument, is the same kind of fault.
    private static string KindOf(string fault) => string.Concat(fault.Where(static letter => char.IsAsciiLetterLower(letter) || letter == ' '));

    private static void Write(IReadOnlyList<Arrival> arrivals, string path)
    {
        byte[] frame = new byte[UdpFrameWriter.HeaderBytes + UdpFrameWriter.PayloadBytesMax];
        Dictionary<(FeedRole, Line), UdpFrameWriter> writers = [];
        Assert.That(UdpEndpoint.TryParse("192.0.2.1:14000", out UdpEndpoint source)); // TEST-NET-1, RFC 5737
        Dictionary<(FeedRole, Line), UdpEndpoint> groups = Lines.Groups(1).ToDictionary(static group => (group.Feed.Role, group.Feed.Line), static group => group.Group);
        using FileStream stream = File.Create(path);
        using PcapNgWriter capture = new(stream, LinkType.Ethernet);
        foreach (Arrival arrival in arrivals)
        {
            if (!writers.TryGetValue((arrival.Role, arrival.Line), out UdpFrameWriter? writer))
                writers[(arrival.Role, arrival.Line)] = writer = new UdpFrameWriter(source, groups[(arrival.Role, arrival.Line)]);
            capture.Write(frame.AsSpan(0, writer.Write(arrival.Bytes.Span, frame)), arrival.RxNs);
        }
    }
}

/// <summary>A case that was kept.</summary>
internal sealed record KeptCase(SentCase Least, string Path, bool IsMinimal, string Fault)
{
    /// <summary>How to see what the product makes of it.</summary>
    public string Command => $"feedhandler replay {Path} --lines {FailingCase.LinesOf(Least)} --orders 10000 --verify --events -";

    public override string ToString() => $"{Least.Arrivals.Count} packets{(IsMinimal ? ", none of which can be left out" : "")}: {Fault}; {Command}";
}
