using System.CommandLine;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;
using FeedHandler.Replay.Slicing;

namespace FeedHandler.Host.Configuration;

/// <summary>The capture into which the packets go around the first place at which books do not agree, of a replay or of a live feed.</summary>
/// <param name="description">What the option says of itself.</param>
internal sealed class DivergenceFile(string description)
{
    private const int BufferBytes = 1 << 16;

    /// <summary>The option.</summary>
    public Option<string?> Option { get; } = Options.Text("--verify-save", description, "FILE");

    /// <summary>Reads where it goes.</summary>
    /// <returns>The path; null where it was not asked for.</returns>
    /// <exception cref="UsageException">Nothing is verified.</exception>
    public string? Require(ParseResult parsed, Option<bool> verify)
    {
        string? path = parsed.GetValue(Option);
        if (path is not null && !parsed.GetValue(verify)) throw new UsageException($"{Option.Name} {path}: nothing is verified, add {verify.Name}");
        return path;
    }

    /// <summary>Writes it, where it was asked for and there is a divergence.</summary>
    /// <param name="path">Where; null for nowhere.</param>
    /// <param name="report">What tells of a divergence.</param>
    /// <param name="outputs">Opens it.</param>
    /// <param name="write">Writes the packets of a divergence.</param>
    /// <returns>What went wrong.</returns>
    public IEnumerable<string> Write(string? path, FeedReport report, OutputPlan outputs, Action<Stream, Divergence> write)
    {
        if (path is null || report.Verification?.First is not { } first) return [];
        using WholeFile file = outputs.OpenWhole(Option.Name, path);
        try
        {
            using BufferedStream buffer = new(file.Stream, BufferBytes);
            write(buffer, first);
            buffer.Flush();
            file.Finish();
            return [];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or OperationCanceledException or SliceException)
        {
            return [$"{Option.Name} {path}: not written: {fault.Message}"];
        }
    }
}
