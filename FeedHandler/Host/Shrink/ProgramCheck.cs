using FeedHandler.Host.Shell;
using FeedHandler.Native;
using FeedHandler.Native.Processes;

namespace FeedHandler.Host.Shrink;

/// <summary>
/// A check by a program of somebody's own, started without a shell, in a session of its own: Ctrl-C reaches this command alone, which then ends
/// the program. What it prints is thrown away. However it ends, what it started is ended too, also in sessions and groups of its own.
/// </summary>
/// <param name="words">The program and its arguments; <see cref="Place"/> in them is the capture.</param>
/// <param name="exitCode">The exit code that is the failure; null for any but 0.</param>
/// <param name="limit">How long it may run.</param>
internal sealed class ProgramCheck(IReadOnlyList<string> words, int? exitCode, TimeSpan limit) : IFailureCheck
{
    /// <summary>Stands for the capture.</summary>
    public const string Place = "{}";

    private static readonly TimeSpan StopDelay = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public string Description => exitCode is { } code
        ? FormattableString.Invariant($"the check ends with exit code {code}")
        : "the check ends with another exit code than 0";

    /// <inheritdoc/>
    public bool? Fails(string path, TimeSpan left, CancellationToken stop)
    {
        using ProgramSession program = Start(path);
        Task<ProgramExit?> exit = Task.Run(program.Wait, CancellationToken.None);
        try
        {
            if (!exit.Wait((int)Math.Min((left < limit ? left : limit).TotalMilliseconds, int.MaxValue), stop)) return null;
        }
        finally
        {
            program.Kill();
            exit.Wait(CancellationToken.None);
        }

        if (exit.Result is not { } ended) return null;
        if (ended.IsInterrupted) stop.WaitHandle.WaitOne(StopDelay); // whoever stops this command may stop all of its programs, and them first
        stop.ThrowIfCancellationRequested();
        return exitCode is { } code ? ended.ShellCode == code : ended.ShellCode != 0;
    }

    private ProgramSession Start(string path)
    {
        NativeResult result = ProgramSession.Start(
            [.. words.Select(word => word.Replace(Place, path, StringComparison.Ordinal))], out ProgramSession? program);
        return program
            ?? throw new CommandException($"{words[0]}: cannot be started ({result}): give a program and its arguments behind --");
    }
}
