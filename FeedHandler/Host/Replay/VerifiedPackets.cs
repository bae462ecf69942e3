using System.CommandLine;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Slicing;

namespace FeedHandler.Host.Replay;

/// <summary>Where the packets go around the first place at which books do not agree.</summary>
internal sealed class VerifiedPackets
{
    // The match event at hand and some before it: enough to read what led there.
    private const uint PacketsBefore = 200;
    private readonly DivergenceFile _file = new("With --verify: write the packets before the first divergence to a pcapng capture; no divergence, no file");

    /// <summary>The option.</summary>
    public Option<string?> Option => _file.Option;

    /// <summary>Checks that it makes sense.</summary>
    public void Require(ParseResult parsed, Option<bool> verify) => _file.Require(parsed, verify);

    /// <summary>Looks at where it goes.</summary>
    public void Plan(ParseResult parsed, OutputPlan outputs) => outputs.AddFile(Option.Name, parsed.GetValue(Option), isWhole: true);

    /// <summary>Writes them, where there is a divergence.</summary>
    /// <returns>What went wrong.</returns>
    public IEnumerable<string> Write(ParseResult parsed, FeedReport report, CaptureSet captures, (OutputPlan Plan, Terminal Terminal) to) =>
        _file.Write(parsed.GetValue(Option), report, to.Plan, (stream, first) => new CaptureSlicer(captures.Files, captures.Lines).Write(
            stream, SliceFormat.PcapNg, new SliceFilter(Criteria(captures, first)), to.Terminal.Stop));

    private static SliceCriteria Criteria(CaptureSet captures, Divergence first) => new()
    {
        Numbers = [(first.SeqNum - Math.Min(PacketsBefore, first.SeqNum - 1), first.SeqNum)],
        Groups = [.. captures.Lines.Entries.Where(entry => entry.Feed.Role == FeedRole.Incremental && entry.Feed.ChannelId == first.Channel)
            .Select(static entry => entry.Destination)],
    };
}
