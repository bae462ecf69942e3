using System.CommandLine;
using FeedHandler.Balance;
using FeedHandler.Host.Shell;
using FeedHandler.Replay;

namespace FeedHandler.Host.Balance;

/// <summary>The options that say how it is found out whether a backend can serve.</summary>
internal sealed class CheckArguments
{
    private const int PathLengthMax = 256;
    private const int MsMax = 3_600_000;
    private const int CountMax = 1000;
    private static readonly CheckOptions Defaults = new();
    private readonly Option<string?> _path = Options.Text(
        "--check-path", "A path that a good backend answers with 200, such as /healthz (default: it accepts)", "PATH");

    private readonly Option<long?> _port = Options.Number("--check-port", "Another port for checks than the backend's", 1, ushort.MaxValue);
    private readonly Option<long?> _intervalMs = Options.Number("--check-ms", "From the end of a check to the next (default 1000)", 10, MsMax);
    private readonly Option<long?> _timeoutMs = Options.Number("--check-timeout-ms", "How long a check may take (default 1000)", 1, MsMax);
    private readonly Option<long?> _rise = Options.Number("--rise", "Good checks in a row that readmit a backend (default 2)", 1, CountMax);
    private readonly Option<long?> _fall = Options.Number("--fall", "Bad checks or refused connections in a row that eject one (default 3)", 1, CountMax);

    /// <summary>Adds the options to a command.</summary>
    public CheckArguments(Command command)
    {
        foreach (Option option in (Option[])[_path, _port, _intervalMs, _timeoutMs, _rise, _fall]) command.Add(option);
    }

    /// <summary>What was typed.</summary>
    /// <exception cref="UsageException">The path is none.</exception>
    public CheckOptions Read(ParseResult parsed)
    {
        string? path = parsed.GetValue(_path);
        if (path is not null && !IsPath(path))
            throw new UsageException($"{_path.Name} {PlainText.Short(path)}: give a path such as /healthz, of printable ASCII without blanks");
        return new CheckOptions
        {
            Path = path,
            Port = (int)(parsed.GetValue(_port) ?? 0),
            IntervalMs = (int)(parsed.GetValue(_intervalMs) ?? Defaults.IntervalMs),
            TimeoutMs = (int)(parsed.GetValue(_timeoutMs) ?? Defaults.TimeoutMs),
            RiseCount = (int)(parsed.GetValue(_rise) ?? Defaults.RiseCount),
            FallCount = (int)(parsed.GetValue(_fall) ?? Defaults.FallCount),
        };
    }

    // It goes into a request as it is.
    private static bool IsPath(string path) => path[0] == '/' && path.Length <= PathLengthMax && path.All(static letter => letter is > ' ' and < (char)127);
}
