using System.Globalization;
using System.Runtime.InteropServices;

namespace FeedHandler.Host.Shell;

/// <summary>The signals that the process answers, from its first moment to its last.</summary>
internal static class ProcessSignals
{
    private const PosixSignal UserSignal = (PosixSignal)10; // SIGUSR1 (signal(7)), which the runtime has no name for
    private const int HangUpNumber = 1;
    private const string IgnoredMember = "SigIgn:";

    /// <summary>Begins to listen. What is returned must be kept, and is not disposed of: a signal may come while the process ends.</summary>
    /// <param name="stop">Stops the command: Ctrl-C, SIGTERM, and SIGHUP, which says that the terminal is gone, unless whoever started us ignores it.</param>
    /// <param name="ask">Asks where it stands: SIGUSR1.</param>
    /// <param name="hangUps">Who reads something again on SIGHUP: then that stops nothing.</param>
    public static IReadOnlyList<PosixSignalRegistration> Listen(Action stop, Action ask, HangUps hangUps)
    {
        bool isHangUpIgnored = IsIgnored(Status(), HangUpNumber);
        List<PosixSignalRegistration> listening = [On(PosixSignal.SIGINT, stop), On(PosixSignal.SIGTERM, stop)];
        if (OperatingSystem.IsLinux()) listening.Add(On(UserSignal, ask));
        listening.Add(On(PosixSignal.SIGHUP, () =>
        {
            if (!hangUps.TryAnswer() && !isHangUpIgnored) stop();
        }));
        return listening;
    }

    /// <summary>Whether a process ignores a signal, as nohup makes it ignore SIGHUP.</summary>
    /// <param name="status">The text of /proc/self/status; empty where there is none.</param>
    /// <param name="number">The signal's number.</param>
    internal static bool IsIgnored(string status, int number)
    {
        string? line = Array.Find(status.Split('\n'), static line => line.StartsWith(IgnoredMember, StringComparison.Ordinal));
        return ulong.TryParse(line?[IgnoredMember.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong ignored)
            && (ignored >> (number - 1) & 1) != 0;
    }

    private static PosixSignalRegistration On(PosixSignal signal, Action action) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true; // the default would end the process
        action();
    });

    private static string Status()
    {
        try
        {
            return File.ReadAllText("/proc/self/status");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}

/// <summary>Somebody may ask at any time where the work stands (SIGUSR1); who can tell answers.</summary>
internal sealed class Inquiry
{
    private volatile Action? _answer;

    /// <summary>Answers while something runs.</summary>
    /// <param name="answer">Called on any thread.</param>
    /// <returns>Ends the answering when it is disposed.</returns>
    public IDisposable AnswerBy(Action answer)
    {
        _answer = answer;
        return new Answering(this);
    }

    /// <summary>Asks.</summary>
    /// <param name="terminal">Who is told that there is no answer yet; null in the process's first moments.</param>
    public void Ask(Terminal? terminal)
    {
        if (_answer is { } answer) answer();
        else (terminal?.Error ?? Console.Error).WriteLine("feedhandler: nothing to tell yet: SIGUSR1 tells where run stands, once its groups are joined");
    }

    private sealed class Answering(Inquiry inquiry) : IDisposable
    {
        public void Dispose() => inquiry._answer = null;
    }
}
