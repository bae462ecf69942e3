using System.CommandLine;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;
using FeedHandler.Latency.Export;

namespace FeedHandler.Host.Reports.Latencies;

/// <summary>The arguments of a log of latencies by interval.</summary>
internal sealed class HlogArguments
{
    private const long IntervalMsDefault = 1000;
    private const long BytesPerMegabyte = 1_000_000;

    private readonly Option<string?> _file = Options.Text(
        "--hlog", "Write a histogram log of latencies, a line for each stage and interval, for every HdrHistogram tool and feedhandler latency", "FILE");

    private readonly Option<long?> _interval = Options.Number("--hlog-interval-ms", "How long an interval of --hlog is (default 1000)", 10, 3_600_000);
    private readonly Option<long?> _minutes = Options.Number(
        "--hlog-rotate-minutes", "Go on in another file of --hlog after so many minutes, each with the time of its begin in its name", 1, 525_600);

    private readonly Option<long?> _megabytes = Options.Number(
        "--hlog-rotate-mb", "Go on in another file of --hlog after so many megabytes, each with the time of its begin in its name", 1, 1_000_000);

    /// <summary>Adds the arguments to a command.</summary>
    public HlogArguments(Command command)
    {
        foreach (Option option in (Option[])[_file, _interval, _minutes, _megabytes]) command.Add(option);
    }

    /// <summary>The option that names the file.</summary>
    public string Name => _file.Name;

    /// <summary>What was typed; null where no log was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="hasStamps">Whether latencies are taken.</param>
    /// <param name="stampsRemedy">What leaves them out, and what to do.</param>
    /// <exception cref="UsageException">There is nothing to log, or an option without its log.</exception>
    public HlogRequest? Read(ParseResult parsed, bool hasStamps, string stampsRemedy)
    {
        if (parsed.GetValue(_file) is not { } path)
        {
            foreach (Option<long?> option in (Option<long?>[])[_interval, _minutes, _megabytes])
            {
                if (parsed.GetValue(option) is not null) throw new UsageException($"{option.Name} is of a log: give --hlog FILE too, or leave it out");
            }

            return null;
        }

        if (!hasStamps) throw new UsageException($"{_file.Name} needs the latencies that {stampsRemedy}");
        return new HlogRequest(path, TimeSpan.FromMilliseconds(parsed.GetValue(_interval) ?? IntervalMsDefault))
        {
            IsRotated = parsed.GetValue(_minutes) is not null || parsed.GetValue(_megabytes) is not null,
            Limits = new IntervalLogLimits(
                parsed.GetValue(_megabytes) * BytesPerMegabyte ?? long.MaxValue,
                parsed.GetValue(_minutes) is { } minutes ? TimeSpan.FromMinutes(minutes) : null),
        };
    }

    /// <summary>Looks at the file that will be written.</summary>
    public void Plan(OutputPlan outputs, HlogRequest? request) => outputs.AddFile(_file.Name, request?.Path);
}

/// <summary>What was asked of a log.</summary>
/// <param name="Path">The file as typed.</param>
/// <param name="Interval">How long an interval is.</param>
internal sealed record HlogRequest(string Path, TimeSpan Interval)
{
    /// <summary>Whether it goes on in other files, each with a time in its name.</summary>
    public bool IsRotated { get; init; }

    /// <summary>When it does.</summary>
    public IntervalLogLimits Limits { get; init; } = new();

    /// <summary>The file of a log that begins at a time.</summary>
    public string PathAt(DateTimeOffset start)
    {
        if (!IsRotated) return Path;
        string name = FormattableString.Invariant($"{System.IO.Path.GetFileNameWithoutExtension(Path)}-{start.UtcDateTime:yyyyMMdd'T'HHmmss'.'fff'Z'}");
        return System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path) ?? "", name + System.IO.Path.GetExtension(Path));
    }
}
