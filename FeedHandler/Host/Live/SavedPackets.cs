using System.CommandLine;
using FeedHandler.Engine;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Shell.Outputs;
using FeedHandler.Replay.Recording;

namespace FeedHandler.Host.Live;

/// <summary>Where the packets of a live feed go that were the latest when books did not agree for the first time.</summary>
internal sealed class SavedPackets
{
    private readonly DivergenceFile _file = new(
        "With --verify: write the latest packets as of the first divergence to a pcapng capture; no divergence, no file");

    private PacketTail? _tail;
    private string? _path;

    /// <summary>The option.</summary>
    public Option<string?> Option => _file.Option;

    /// <summary>Checks that it makes sense, and looks at where it goes.</summary>
    public void Plan(ParseResult parsed, Option<bool> verify, (OutputPlan Plan, LiveOptions Options) feed)
    {
        _path = _file.Require(parsed, verify);
        if (_path is null) return;
        LiveRecording.RequireIPv4(Option.Name, feed.Options.Groups);
        feed.Plan.AddFile(Option.Name, _path, isWhole: true);
    }

    /// <summary>Takes the memory, and has packets kept until books do not agree.</summary>
    public void Open(Feed feed, BookOracle oracle, LiveOptions options)
    {
        if (_path is null) return;
        PacketTail tail = new(LiveRecording.EndpointsOf(options.Groups));
        oracle.WhenDiverged = tail.Stop;
        feed.Keep(tail);
        _tail = tail;
    }

    /// <summary>Writes them, where there was a divergence, when the feed has ended.</summary>
    /// <returns>What went wrong.</returns>
    public IEnumerable<string> Write(FeedReport report, OutputPlan outputs) =>
        _tail is { } tail ? _file.Write(_path, report, outputs, (stream, first) => tail.Write(stream, first.Channel)) : [];
}
