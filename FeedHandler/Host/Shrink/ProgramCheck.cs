using System.ComponentModel;
using System.Diagnostics;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Shrink;

/// <summary>
/// A check by a program of somebody's own, started without a shell. What it prints is read and thrown away: it reaches no terminal, and no full pipe holds the
/// program up. A program that takes too long is ended with all that it started.
/// </summary>
/// <param name="words">The program and its arguments; <see cref="Place"/> in them is the capture.</param>
/// <param name="exitCode">The exit code that is the failure; null for any but 0.</param>
/// <param name="limit">How long it may run.</param>
internal sealed class ProgramCheck(IReadOnlyList<string> words, int? exitCode, TimeSpan limit) : IFailureCheck
{
    /// <summary>Stands for the capture.</summary>
    public const string Place = "{}";

    /// <inheritdoc/>
    public string Description => exitCode is { } code
        ? FormattableString.Invariant($"the check ends with exit code {code}")
        : "the check ends with another exit code than 0";

    /// <inheritdoc/>
    public bool? Fails(string path, CancellationToken stop)
    {
        using Process program = Start(path);
        program.StandardInput.Close();
        Task[] outputs = [program.StandardOutput.BaseStream.CopyToAsync(Stream.Null, stop), program.StandardError.BaseStream.CopyToAsync(Stream.Null, stop)];
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        end.CancelAfter(limit);
        try
        {
            program.WaitForExitAsync(end.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            program.Kill(entireProcessTree: true);
            program.WaitForExit();
            stop.ThrowIfCancellationRequested();
            return null;
        }
        finally
        {
            foreach (Task output in outputs) Forget(output);
        }

        return exitCode is { } code ? program.ExitCode == code : program.ExitCode != 0;
    }

    // What the program started may hold its output open longer than it lives; nobody waits for that.
    private static void Forget(Task output) => _ = output.ContinueWith(
        static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    private Process Start(string path)
    {
        ProcessStartInfo start = new(words[0].Replace(Place, path, StringComparison.Ordinal))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string word in words.Skip(1)) start.ArgumentList.Add(word.Replace(Place, path, StringComparison.Ordinal));
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception failure)
        {
            throw new CommandException($"{words[0]}: cannot be started ({failure.Message}): give a program and its arguments behind --");
        }
    }
}
