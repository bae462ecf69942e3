using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using FeedHandler.Engine;

namespace FeedHandler.Host.Shell;

/// <summary>A program that is run for what it prints. It has no input, and does not outlive this.</summary>
internal sealed class ChildProgram : IDisposable
{
    private const int OutputLengthMax = 1 << 26;
    private const int StepMs = 50;
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private ChildProgram(Process process)
    {
        _process = process;
        _output = Task.Run(() => ReadBounded(process.StandardOutput));
        _error = Task.Run(() => ReadBounded(process.StandardError));
    }

    /// <summary>The process's number.</summary>
    public int Id => _process.Id;

    /// <summary>Starts a program.</summary>
    /// <param name="words">The program, found as a shell finds it, and its arguments.</param>
    /// <param name="environment">Variables that it has besides those of this process.</param>
    /// <exception cref="CommandException">It cannot be started.</exception>
    public static ChildProgram Start(IReadOnlyList<string> words, params IEnumerable<(string Name, string Value)> environment) =>
        Start(words, folder: null, environment);

    /// <inheritdoc cref="Start(IReadOnlyList{string}, IEnumerable{ValueTuple{string, string}})"/>
    /// <param name="words">The program, found as a shell finds it, and its arguments.</param>
    /// <param name="folder">Where paths begin; null for where they begin here.</param>
    /// <param name="environment">Variables that it has besides those of this process.</param>
    public static ChildProgram Start(IReadOnlyList<string> words, string? folder, params IEnumerable<(string Name, string Value)> environment)
    {
        ProcessStartInfo start = new(words[0], words.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder ?? "",
        };
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        try
        {
            ChildProgram child = new(Process.Start(start)!);
            child._process.StandardInput.Close();
            return child;
        }
        catch (Win32Exception failure)
        {
            throw new CommandException($"{words[0]}: cannot be started: {failure.Message}");
        }
    }

    /// <summary>Waits for its end, looking at it meanwhile.</summary>
    /// <param name="limit">How long it may take; then it is ended.</param>
    /// <param name="stop">Ends it early.</param>
    /// <param name="look">Called again and again while it runs; null for nobody.</param>
    /// <returns>How it ended, and what it printed.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public ProgramOutput Wait(TimeSpan limit, CancellationToken stop, Action? look = null)
    {
        long start = Stopwatch.GetTimestamp();
        while (!_process.WaitForExit(StepMs))
        {
            if (stop.IsCancellationRequested || Stopwatch.GetElapsedTime(start) > limit) break;
            look?.Invoke();
        }

        bool isInTime = _process.HasExited;
        if (!isInTime) _process.Kill(entireProcessTree: true);
        stop.ThrowIfCancellationRequested();
        _process.WaitForExit();
        string error = isInTime ? _error.Result : FormattableString.Invariant($"it did not end within {limit.TotalSeconds:0.#} s");
        return new ProgramOutput(isInTime ? _process.ExitCode : -1, _output.Result, error);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    // What is beyond the bound is read and thrown away, or the program would wait for ever.
    private static string ReadBounded(StreamReader reader)
    {
        StringBuilder text = new();
        char[] block = new char[1 << 14];
        for (int count = reader.Read(block); count > 0; count = reader.Read(block)) text.Append(block, 0, Math.Min(count, OutputLengthMax - text.Length));
        return text.ToString();
    }
}

/// <summary>How a program ended.</summary>
/// <param name="Code">Its exit code; -1 where it was ended.</param>
/// <param name="Out">What it printed.</param>
/// <param name="Error">What it said on its error stream.</param>
internal readonly record struct ProgramOutput(int Code, string Out, string Error);
