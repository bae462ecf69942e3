using System.CommandLine;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;
using FeedHandler.Replay.Recording;

namespace FeedHandler.Host.Live;

/// <summary>Where the packets of a live feed go that were the latest when books did not agree for the first time.</summary>
internal sealed class SavedPackets
{
    private const int BufferBytes = 1 << 16;
    private PacketTail? _tail;
    private string? _path;

    /// <summary>The option.</summary>
    public Option<string?> Option { get; } = Options.Text(
        "--verify-save", "With --verify: write the latest packets as of the first divergence to a pcapng capture; no divergence, no file", "FILE");

    /// <summary>Checks that it makes sense, and looks at where it goes.</summary>
    public void Plan(ParseResult parsed, Option<bool> verify, (OutputPlan Plan, LiveOptions Options) feed)
    {
        _path = parsed.GetValue(Option);
        if (_path is null) return;
        if (!parsed.GetValue(verify)) throw new UsageException($"{Option.Name} {_path}: nothing is verified, add {verify.Name}");
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
    public IEnumerable<string> Write(FeedReport report, OutputPlan outputs)
    {
        if (_tail is not { } tail || report.Verification?.First is not { } first) yield break;
        using WholeFile file = outputs.OpenWhole(Option.Name, _path!);
        string? failure = null;
        try
        {
            using BufferedStream buffer = new(file.Stream, BufferBytes);
            tail.Write(buffer, first.Channel);
            buffer.Flush();
            file.Finish();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            failure = $"{Option.Name} {_path}: not written: {fault.Message}";
        }

        if (failure is not null) yield return failure;
    }
}
