using System.Security.Cryptography;
using FeedHandler.Engine;
using FeedHandler.Host.Bench.Rates;
using FeedHandler.Latency.Machine;

namespace FeedHandler.Host.Bench.Published;

/// <summary>What a published report is made by.</summary>
/// <param name="Runs">Runs of the stages, each a process of its own.</param>
/// <param name="StageRounds">Rounds of a run.</param>
/// <param name="StagePasses">Passes over the captures in a round.</param>
/// <param name="Rates">What is run live, a round of it in turns with the runs of the stages.</param>
internal sealed record ReportSettings(int Runs, int StageRounds, int StagePasses, RatePlan Rates);

/// <summary>A capture as a report names it: by what it is, and not where it lay.</summary>
/// <param name="Name">Its file name.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its digest.</param>
internal sealed record CaptureIdentity(string Name, long Bytes, string Sha256)
{
    /// <summary>Reads a capture's.</summary>
    /// <param name="path">Where it lies.</param>
    public static CaptureIdentity Of(string path)
    {
        using FileStream file = File.OpenRead(path);
        return new CaptureIdentity(Path.GetFileName(path), file.Length, System.Convert.ToHexStringLower(SHA256.HashData(file)));
    }
}

/// <summary>A published report before it is written.</summary>
/// <param name="Settings">What it was made by.</param>
/// <param name="Captures">Of what.</param>
/// <param name="Live">The live rates, with machine, warnings and failures of all.</param>
/// <param name="StageCommand">What to type to repeat a run of the stages.</param>
/// <param name="At">When it was made.</param>
internal sealed record PublishedReport(
    ReportSettings Settings, IReadOnlyList<CaptureIdentity> Captures, RateReport Live, string StageCommand, DateTimeOffset At)
{
    /// <summary>Where.</summary>
    public MachineDescription Machine => Live.Machine;

    /// <summary>The default name: the day and the revision.</summary>
    /// <param name="machine">With the revision.</param>
    /// <param name="at">The day.</param>
    public static string NameOf(MachineDescription machine, DateTimeOffset at) =>
        FormattableString.Invariant($"{at.UtcDateTime:yyyyMMdd}-{(machine.Commit is { Length: >= 8 } commit ? commit[..8] : "unknown")}");

    /// <summary>The processor's name as a folder's: small letters, digits and dashes.</summary>
    public static string FolderOf(MachineDescription machine)
    {
        string plain = string.Concat(machine.CpuModel.Select(static letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '-'));
        string joined = string.Join('-', plain.Split('-', StringSplitOptions.RemoveEmptyEntries));
        return joined.Length > 0 ? joined : "unknown";
    }
}
