using System.Diagnostics;

namespace FeedHandler.Concurrency.Shared;

/// <summary>This assembly as another process, killed at the latest with the object.</summary>
internal sealed class Child : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    internal Child(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", ["exec", typeof(Child).Assembly.Location, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        string? line = _process.StandardOutput.ReadLine();
        if (line == OtherProcess.Ready) return;
        string error = _process.StandardError.ReadToEnd();
        Dispose();
        throw new InvalidOperationException($"the other process did not start: {error}");
    }

    internal int Id => _process.Id;

    /// <summary>Ends the process where it stands (SIGKILL).</summary>
    internal void Kill()
    {
        _process.Kill();
        if (!_process.WaitForExit(Patience)) Assert.Fail("A killed process did not end.");
    }

    /// <summary>Waits for its end and returns what it printed after it was ready.</summary>
    internal string Finish()
    {
        string printed = _process.StandardOutput.ReadToEnd().Trim();
        if (!_process.WaitForExit(Patience)) Assert.Fail("The other process did not end.");
        Assert.That(_process.ExitCode, Is.Zero);
        return printed;
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }
}
