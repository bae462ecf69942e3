using FeedHandler.Engine;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Bench.Published;

/// <summary>
/// Runs of `bench stages`, each a process of its own: how it is compiled and where its memory lies differs from one to the next, and is chance.
/// </summary>
/// <param name="settings">How often and how long.</param>
/// <param name="core">The core, or null for any.</param>
/// <param name="captures">What to measure, as it was typed.</param>
/// <param name="folder">Where paths begin.</param>
internal sealed class StageRuns(ReportSettings settings, int? core, IReadOnlyList<string> captures, string folder)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    /// <summary>The command of a run.</summary>
    /// <param name="log">The log that it writes.</param>
    public string[] Arguments(string log) =>
    [
        "bench", "stages", .. captures, "--rounds", FormattableString.Invariant($"{settings.StageRounds}"),
        "--passes", FormattableString.Invariant($"{settings.StagePasses}"),
        .. core is { } number ? (string[])["--core", FormattableString.Invariant($"{number}")] : [], "--hlog", log,
    ];

    /// <summary>Makes a run.</summary>
    /// <param name="log">The log that it writes; it is not there yet.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="CommandException">It failed.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Run(string log, CancellationToken stop)
    {
        using ChildProgram child = ChildProgram.Start(OwnProgram.Command(Arguments(log)), folder);
        ProgramOutput output = child.Wait(Patience, stop);
        if (output.Code == ExitCode.Good) return;
        string said = output.Error.Trim() is { Length: > 0 } error ? error : output.Out.Trim();
        throw new CommandException($"bench stages failed: {said.Replace("feedhandler: ", "", StringComparison.Ordinal)}");
    }
}
