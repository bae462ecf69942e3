using System.CommandLine;
using System.Globalization;
using System.Net;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tune.Trials;
using FeedHandler.Receivers;

namespace FeedHandler.Host.Tune;

/// <summary>The arguments that say what is tuned, over what, and how long.</summary>
internal sealed class TuneArguments
{
    private const double SecondsDefault = 0.4;
    private const double SecondsMin = 0.05;
    private const double SecondsMax = 60;
    private const int RateDefault = 10_000;
    private const int RoundsDefault = 5;
    private const long CaptureBytesMax = 64 << 20;
    private readonly Argument<string[]> _files = new("CONFIG|FILE")
    {
        Description = "The feed's configuration, which ends in .json, and captures to measure over; without one, the repository's own capture",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _lines =
        Options.Text("--lines", "Which destination of the captures is which line; found in them where they prove it", "MAP");

    private readonly Option<long?> _rounds = Options.Number("--rounds", "How often each change is measured (default 5)", 3, 101);
    private readonly Option<string?> _seconds = Options.Text("--seconds", "What one run measures, about: 0.05 to 60 seconds (default 0.4)", "N");
    private readonly Option<long?> _rate = Options.Number("--rate", "Packets a second that receivers are sent (default 10000)", 100, 1_000_000);
    private readonly Option<string?> _network = Options.Choice(
        "--network", "Where receivers are sent packets (default auto: in network namespaces that go with it, where they can be made)", TrialNetwork.Words);

    private readonly Option<string?> _only = Options.Text(ChangeCatalog.OnlyOption, "Try these changes alone; none measures only what is", "NAME,..");

    /// <summary>Adds the arguments to a command.</summary>
    public TuneArguments(Command command)
    {
        command.Add(_files);
        foreach (Option option in (Option[])[_lines, _rounds, _seconds, _rate, _network, _only]) command.Add(option);
    }

    /// <summary>The configuration as typed; null where none is.</summary>
    /// <exception cref="UsageException">There are several.</exception>
    public string? Configuration(ParseResult parsed)
    {
        string[] named = [.. Named(parsed).Where(IsConfiguration)];
        return named.Length < 2
            ? named.FirstOrDefault()
            : throw new UsageException($"{named[1]}: one configuration is tuned at a time, and {named[0]} is another");
    }

    /// <summary>The feed: as it is configured, or one over loopback that has all by default.</summary>
    public FeedConfiguration Feed(ParseResult parsed, Terminal terminal) => Configuration(parsed) is { } path
        ? ConfigurationReader.Read(terminal.PathOf(path), MachineCores.Online(terminal.SystemRoot), terminal.Stop)
        : new FeedConfiguration("no configuration", new ConfigurationFile(), [new LineGroup(Line.A, IPEndPoint.Parse("239.83.99.1:43099"), "lo")]);

    /// <summary>How long trials run, and over which captures, which were looked at.</summary>
    /// <exception cref="CommandException">One cannot be read, or all are too large to measure over again and again.</exception>
    public TrialScale Scale(ParseResult parsed, Terminal terminal)
    {
        string[] named = [.. Named(parsed).Where(static name => !IsConfiguration(name))];
        string[] paths = named.Length > 0 ? [.. named.Select(terminal.PathOf)] : [CaptureFinder.Find(terminal.Folder)];
        terminal.Redirected.RequireApart(terminal, paths);
        foreach (string path in paths) InputFile.Require(path, path, "name a capture");
        long bytes = paths.Where(File.Exists).Sum(static path => new FileInfo(path).Length);
        if (bytes > CaptureBytesMax)
        {
            string tooMany = FormattableString.Invariant(
                $"{bytes >> 20} MB of captures are too many to measure over again and again, at most {CaptureBytesMax >> 20}");
            throw new UsageException($"{paths[0]}: {tooMany}: cut a part out, as by feedhandler slice {paths[0]} --packets 1-100000 --out part.pcapng");
        }

        string? lines = parsed.GetValue(_lines);
        try
        {
            CaptureSet.Open(new CaptureSettings(paths, lines, CaptureSet.TrailerNames[0])).Dispose();
        }
        catch (LinesException failure)
        {
            throw new UsageException($"{_lines.Name}: {failure.Message}");
        }

        double seconds = Seconds(parsed);
        int rate = (int)(parsed.GetValue(_rate) ?? RateDefault);
        return new TrialScale(paths, lines, seconds, rate, Again(parsed, paths, lines, (seconds, rate)));
    }

    private string[] Again(ParseResult parsed, string[] captures, string? lines, (double Seconds, int Rate) size) =>
    [
        "tune", .. Configuration(parsed) is { } path ? (string[])[path] : [], .. captures, .. lines is null ? (string[])[] : [_lines.Name, lines],
        _rounds.Name, Text(RoundCount(parsed)), _seconds.Name, Text(size.Seconds), _rate.Name, Text(size.Rate), _network.Name, Network(parsed),
    ];

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>How often each change is measured.</summary>
    public int RoundCount(ParseResult parsed) => (int)(parsed.GetValue(_rounds) ?? RoundsDefault);

    /// <summary>Where receivers are sent packets.</summary>
    public string Network(ParseResult parsed) => parsed.GetValue(_network) ?? TrialNetwork.Words[0];

    /// <summary>What is tried.</summary>
    /// <exception cref="UsageException">A name is none of a change.</exception>
    public IReadOnlyList<TuneChange> Changes(ParseResult parsed, CurrentFeed current, SystemFiles system) =>
        ChangeCatalog.Named(parsed.GetValue(_only), ChangeCatalog.Of(current, system));

    private double Seconds(ParseResult parsed)
    {
        if (parsed.GetValue(_seconds) is not { } text) return SecondsDefault;
        bool isNumber = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds);
        if (isNumber && seconds is >= SecondsMin and <= SecondsMax) return seconds;
        throw new UsageException(FormattableString.Invariant($"{_seconds.Name} {text}: give {SecondsMin} to {SecondsMax} seconds"));
    }

    private string[] Named(ParseResult parsed) => parsed.GetValue(_files) ?? [];

    private static bool IsConfiguration(string name) => name.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
}
