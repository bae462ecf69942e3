using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Live;

/// <summary>The command as a process of its own, inside a namespace. It is ended with the object, however the test goes.</summary>
internal sealed class ChildCommand : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(LiveSystem.SecondsMax + 30);
    private readonly Process _process;
    private readonly StringBuilder _error = new();
    private readonly Task<string> _output;

    private ChildCommand(string program, string[] args)
    {
        ProcessStartInfo start = new(program, args) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["DOTNET_TieredPGO"] = "0"; // lives too briefly to gain by profiles, and shares two cores with others
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_error) _error.AppendLine(line.Data);
        };
        _process.BeginErrorReadLine();
        _output = _process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>What it wrote to standard error so far.</summary>
    public string Error
    {
        get
        {
            lock (_error) return _error.ToString();
        }
    }

    /// <summary>What it wrote to standard output, once it has ended.</summary>
    public string Out => _output.Result;

    /// <summary>The process's number.</summary>
    public int Id => _process.Id;

    /// <summary>Starts `feedhandler` inside a namespace.</summary>
    public static ChildCommand Start(NetworkNamespace network, params string[] args) => StartThrough(network, [], args);

    /// <summary>Starts `feedhandler` inside a namespace by another command, such as nohup, which becomes it.</summary>
    public static ChildCommand StartThrough(NetworkNamespace network, string[] through, params string[] args) =>
        new(Require.Tool("ip"), ["netns", "exec", network.Name, .. through, "dotnet", Path.Combine(AppContext.BaseDirectory, "feedhandler.dll"), .. args]);

    /// <summary>Runs `feedhandler` inside a namespace to its end, which must be good, and returns what it printed as JSON.</summary>
    public static JsonElement Run(NetworkNamespace network, params string[] args)
    {
        using ChildCommand command = Start(network, args);
        Assert.That(command.WaitForExit(), Is.Zero, command.Error);
        return JsonDocument.Parse(command.Out).RootElement;
    }

    /// <summary>Waits until standard error holds a text.</summary>
    public void WaitForError(string text) => Await(text, static () => Thread.Sleep(20));

    /// <summary>Asks where it stands, by SIGUSR1, until standard error holds a text.</summary>
    public void AskUntil(string text) => Await(text, () =>
    {
        Signal("USR1");
        Thread.Sleep(200);
    });

    /// <summary>Whether it listens to a signal, by the signal's number.</summary>
    public bool Catches(int number)
    {
        string status = File.ReadAllText($"/proc/{_process.Id}/status");
        string caught = status.Split("SigCgt:")[1].Split('\n')[0].Trim();
        return (ulong.Parse(caught, NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> (number - 1) & 1) != 0;
    }

    /// <summary>Sends a signal by name, such as TERM. `ip netns exec` becomes the command, so that the process is the command itself.</summary>
    public void Signal(string name)
    {
        using Process kill = Process.Start(Require.Tool("kill"), ["-" + name, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        if (name == "STOP") Assert.That(AreAllThreadsStopped, Is.True.After(60_000, 1), "a thread that still runs would receive what is meant to overflow");
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public int WaitForExit() => WaitForExit(Limit);

    /// <inheritdoc cref="WaitForExit()"/>
    /// <param name="limit">How long it may take.</param>
    public int WaitForExit(TimeSpan limit)
    {
        if (!_process.WaitForExit(limit)) Assert.Fail($"it did not end within {limit}: {Error}");
        _process.WaitForExit();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private void Await(string text, Action step)
    {
        long start = Stopwatch.GetTimestamp();
        while (!Error.Contains(text, StringComparison.Ordinal))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(start) > Limit) Assert.Fail($"it never said \"{text}\": {Error}{(_process.HasExited ? Out : "")}");
            step();
        }
    }

    // proc(5): the state stands behind the name in brackets, T when stopped. A thread may end while it is looked at.
    private bool AreAllThreadsStopped()
    {
        try
        {
            return Directory.EnumerateDirectories(string.Create(CultureInfo.InvariantCulture, $"/proc/{_process.Id}/task"))
                .Select(static task => File.ReadAllText(Path.Combine(task, "stat")))
                .All(static stat => stat[(stat.LastIndexOf(')') + 2)..].StartsWith('T'));
        }
        catch (IOException)
        {
            return false;
        }
    }
}
